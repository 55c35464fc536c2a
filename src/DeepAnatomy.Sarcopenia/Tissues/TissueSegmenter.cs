using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Levels;

namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>Segments the tissues of the trunk without any trained model: body, bone, the muscle groups left and right, and the three kinds of fat.</summary>
/// <remarks>
/// Every step can be followed: outlines are surfaces around known axes (trunk, vertebral bodies, muscles), found by dynamic programming
/// from HU, edges, smoothness and written-down anatomy. The rules are in this folder's SEMANTICS.md. The same input gives the same result on any number of threads.
/// </remarks>
public static class TissueSegmenter
{
    const double PelvisLevel = 5.8;

    /// <summary>Segments a CT.</summary>
    /// <param name="hu">CT on canonical axes (LPS), HU.</param>
    /// <param name="spine">Where the spine runs on the same grid; without it muscle groups are left out and the notes say so.</param>
    /// <param name="progress">Told of every stage.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>Labels on the grid of the CT. Never fails on an image without a body: the labels are empty then.</returns>
    /// <exception cref="ArgumentException">The axes are not canonical, or the spine belongs to another grid.</exception>
    public static Segmentation Segment(Volume<short> hu, SpineModel spine, IProgress<SegmentationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        CanonicalAxes.Demand(hu);
        if (spine.Canal.Length != hu.Shape.K || spine.BodyCentre.Length != hu.Shape.K)
        {
            throw new ArgumentException($"The spine has {spine.Canal.Length} slices, the CT {hu.Shape.K}.", nameof(spine));
        }

        progress?.Report(new("body", 0));
        var image = WorkingImage.Of(hu, cancellationToken);
        var coarse = BodyFinder.Coarse(image, cancellationToken);
        var body = BodyFinder.Refine(hu, image, coarse, cancellationToken);
        progress?.Report(new("fascia and abdominal wall", 0.3));
        var frame = SpineFrame.Of(spine, image);
        var walls = WallSurfaces.Find(image, coarse, frame, cancellationToken);
        progress?.Report(new("bone and muscles", 0.5));
        var found = Structures.Find(image, coarse, walls, frame, spine, cancellationToken);
        progress?.Report(new("labels", 0.7));
        var fields = Fields.Of(image, walls, found, cancellationToken);
        var labels = new LabelComposer(hu, body, LabelComposer.UnderSkin(body, cancellationToken), image, frame, fields, new VertebraPlanes(spine, image)).Compose(cancellationToken);
        progress?.Report(new("done", 1));
        return new(new LabelMap(Volume<ushort>.Adopt(hu.Grid, labels), ProductLabels.Set), body, Notes(frame, walls, body));
    }

    static List<string> Notes(SpineFrame frame, WallSurfaces walls, Volume<byte> body)
    {
        List<string> notes = [];
        if (!walls.Present.Contains(true))
        {
            notes.Add("No body was found in the image.");
            return notes;
        }

        if (!frame.HasAny)
        {
            notes.Add("The spine was not found: the muscles were not told apart.");
        }
        else if (frame.Level.All(double.IsNaN))
        {
            notes.Add("No vertebra has a name: the muscles were not told apart.");
        }
        else if (frame.Level.Where((level, k) => walls.Present[k] && level > PelvisLevel).Any())
        {
            notes.Add("Below L5 the muscles of the pelvis were not parted.");
        }

        var cut = Enumerable.Range(0, body.Shape.K).Count(k => TouchesEdge(body.Slice(k), body.Shape.I));
        if (cut > 0)
        {
            notes.Add($"The body reaches the edge of the image in {cut} of {body.Shape.K} slices: fat and muscle beyond it are missing.");
        }

        return notes;
    }

    static bool TouchesEdge(ReadOnlySpan<byte> slice, int width)
    {
        if (slice[..width].Contains((byte)1) || slice[^width..].Contains((byte)1))
        {
            return true;
        }

        for (var n = 0; n < slice.Length; n += width)
        {
            if (slice[n] != 0 || slice[n + width - 1] != 0)
            {
                return true;
            }
        }

        return false;
    }
}
