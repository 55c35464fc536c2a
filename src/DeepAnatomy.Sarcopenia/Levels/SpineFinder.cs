using System.Collections.Immutable;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Sarcopenia.Levels;

/// <summary>What the search for the spine gave: a model, or the reason why there is none.</summary>
/// <param name="Spine">The spine, or null when none was found.</param>
/// <param name="Reason">How it was found, or why not; one sentence.</param>
public sealed record SpineSearch(SpineModel? Spine, string Reason)
{
    /// <summary><see cref="Reason"/> in German; null when there is no German text.</summary>
    public string? ReasonDe { get; init; }
}

/// <summary>Finds the spine in a CT from its voxels alone: the canal, the column in front of it, the vertebrae and their names.</summary>
/// <remarks>Classical and without trained weights; the rules are numbered in <c>SEMANTICS.md</c> of this folder.</remarks>
public static class SpineFinder
{
    /// <summary>Searches a scan.</summary>
    /// <param name="hu">Hounsfield units on canonical axes (LPS: i to the patient's left, j to the back, k to the head).</param>
    /// <param name="body">The trunk as a mask of 0 and 1 on the same grid, or null: then it is estimated.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>The spine, or the reason why there is none; never throws for an image without a spine.</returns>
    /// <exception cref="ArgumentException">The axes are not canonical, or the mask lies on another grid.</exception>
    public static SpineSearch Find(Volume<short> hu, Volume<byte>? body = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(hu);
        if (hu.Grid.AxisCodes != Reorientation.Canonical)
        {
            throw new ArgumentException($"The scan's axes are {hu.Grid.AxisCodes}; the search needs {Reorientation.Canonical}.", nameof(hu));
        }

        if (body is not null && body.Shape != hu.Shape)
        {
            throw new ArgumentException($"The body mask is {body.Shape}, the scan {hu.Shape}.", nameof(body));
        }

        var grid = SearchGrid.Of(hu, cancellation);
        var evidence = new CanalEvidence(grid, cancellation);
        var canal = CanalTracker.Track(grid, evidence, cancellation);
        if (canal is null)
        {
            return new(null, "No spinal canal was found: nowhere is soft tissue enclosed by bone with a vertebral body in front and an arch behind over at least 16 mm.")
            {
                ReasonDe = "Es wurde kein Spinalkanal gefunden: Nirgends ist Weichgewebe über mindestens 16 mm von Knochen mit einem Wirbelkörper davor und einem Bogen dahinter umschlossen.",
            };
        }

        var straight = StraightSpine.Of(grid, canal, cancellation);
        var column = BodyTracker.Track(straight, cancellation);
        var profile = SpineProfile.Of(straight, column, cancellation);
        var discs = DiscFinder.Find(profile);
        var chain = VertebraChain.Of(straight, column, discs);
        var assembly = new SpineAssembly(hu.Grid, grid, canal, straight, column, profile, discs, chain);
        var spine = chain.Links.Length == 0
            ? assembly.WithoutVertebrae()
            : assembly.Build(SpineAnchors.Of(grid, canal, straight, column, profile, chain, cancellation));
        return new(spine, spine.LabelReason) { ReasonDe = spine.LabelReasonDe };
    }
}
