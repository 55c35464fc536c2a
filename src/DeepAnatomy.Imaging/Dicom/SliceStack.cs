using System.Collections.Immutable;
using DeepAnatomy.Imaging.Geometry;

namespace DeepAnatomy.Imaging.Dicom;

/// <summary>Image planes sorted along their common normal: the only place where slice distances come from.</summary>
sealed class SliceStack
{
    /// <summary>Planes nearer than this lie at the same place, mm.</summary>
    public const double SamePlaceMm = 0.01;

    SliceStack(PatientPoint normal, ImmutableArray<SlicePlace> places) => (Normal, Places) = (normal, places);

    /// <summary>Row direction × column direction.</summary>
    public PatientPoint Normal { get; }

    /// <summary>Every slice position with its images, by growing distance along the normal.</summary>
    public IReadOnlyList<SlicePlace> Places { get; }

    /// <summary>Median distance of neighbours; null for one slice.</summary>
    public double? MedianMm
    {
        get
        {
            if (Places.Count < 2)
            {
                return null;
            }

            var steps = Steps();
            Array.Sort(steps);
            return steps[steps.Length / 2];
        }
    }

    /// <summary>Distances of neighbours, mm.</summary>
    public double[] Steps() => [.. Enumerable.Range(1, Places.Count - 1).Select(n => Places[n].Mm - Places[n - 1].Mm)];

    /// <summary>Sorts the planes; null when one does not say where it lies.</summary>
    public static SliceStack? Of(ImmutableArray<SliceFrame> frames)
    {
        if (frames.Any(f => !f.HasGeometry || !f.Position!.Value.IsFinite))
        {
            return null;
        }

        var normal = frames[0].Normal!.Value;
        normal = (1 / normal.LengthMm) * normal;
        List<SlicePlace> places = [];
        foreach (var (frame, mm) in frames.Select(f => (Frame: f, Mm: f.Position!.Value.Dot(normal))).OrderBy(f => f.Mm).ThenBy(f => f.Frame.InstanceNumber).ThenBy(f => f.Frame.Pixels.Path, StringComparer.Ordinal))
        {
            if (places.Count > 0 && mm - places[^1].Mm < SamePlaceMm)
            {
                places[^1] = places[^1] with { Frames = places[^1].Frames.Add(frame) };
            }
            else
            {
                places.Add(new(mm, [frame]));
            }
        }

        return new(normal, [.. places]);
    }
}

/// <summary>One slice position.</summary>
/// <param name="Mm">Distance from the origin of patient space along the normal.</param>
/// <param name="Frames">The images there; more than one are copies or a conflict.</param>
sealed record SlicePlace(double Mm, ImmutableArray<SliceFrame> Frames);
