using System.Collections.Immutable;
using System.Globalization;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Dicom;

/// <summary>Which series of a catalogue is measured, and why not the others.</summary>
/// <param name="Chosen">The series.</param>
/// <param name="Reason">Why, one sentence.</param>
/// <param name="Others">The others, best first, each with what speaks against it.</param>
/// <remarks>
/// In this order: usable at all (CT with geometry, in HU, no localizer) · axial · original · covers the body (at least 60 % of the longest
/// series) · soft kernel · thickness between 0.9 and 5.5 mm (thinner is noise, thicker is partial volume) · the thinner.
/// </remarks>
public sealed record SeriesChoice(DicomSeries Chosen, string Reason, ImmutableArray<RankedSeries> Others)
{
    const double CoverFraction = 0.6;
    const double ThinnestMm = 0.9, ThickestMm = 5.5;

    /// <summary>Chooses.</summary>
    /// <exception cref="UnreadableImageException">No series can be measured; every reason is named.</exception>
    public static SeriesChoice For(DicomCatalogue catalogue)
    {
        var unusable = catalogue.Series.Select(s => new RankedSeries(s, WhyUnusable(s) ?? "")).ToList();
        var usable = unusable.Where(u => u.WhyNot.Length == 0).Select(u => u.Series).ToList();
        if (usable.Count == 0)
        {
            throw Nothing(catalogue, unusable);
        }

        var longest = usable.Max(s => s.ExtentMm);
        var ranked = usable.Select(s => (Series: s, Rank: Rank(s, longest))).OrderBy(s => s.Rank).ThenBy(s => s.Series.Number).ToList();
        var best = ranked[0];
        return new(best.Series, Why(best.Series, catalogue.Series.Length),
            [.. ranked.Skip(1).Select(r => new RankedSeries(r.Series, WhyNot(r.Rank, best.Rank))), .. unusable.Where(u => u.WhyNot.Length > 0)]);
    }

    static string? WhyUnusable(DicomSeries s) => s switch
    {
        { Modality: not "CT" } => $"is {(s.Modality.Length > 0 ? s.Modality : "of unknown modality")}, not CT",
        { IsColour: true } => "is a colour image",
        { IsLocalizer: true } => "is a localizer",
        { HasGeometry: false } => "does not say where its slices lie",
        { RescaleType: not (null or "HU" or "US") } => $"holds {s.RescaleType}, not HU",
        _ => null,
    };

    static (int NotAxial, int Derived, int Short, int Kernel, int Thickness, double Mm, double MinusExtent) Rank(DicomSeries s, double longest)
    {
        var mm = s.SliceThicknessMm ?? s.SpacingMm ?? 1e3;
        return (
            s.Plane == SeriesPlane.Axial ? 0 : 1,
            s.IsDerived ? 1 : 0,
            s.ExtentMm >= CoverFraction * longest ? 0 : 1,
            Kernels.Classify(s.Kernel) switch { KernelKind.Soft => 0, KernelKind.Unknown => 1, _ => 2 },
            mm < ThinnestMm ? 1 : mm > ThickestMm ? 2 : 0,
            Math.Round(mm, 2),
            -s.ExtentMm);
    }

    static string Why(DicomSeries s, int count)
    {
        if (count == 1)
        {
            return $"It is the only series: {s.Description}.";
        }

        List<string> traits = [s.Plane == SeriesPlane.Axial ? "axial" : s.Plane.ToString().ToLowerInvariant()];
        traits.Add(s.IsDerived ? "derived" : "original");
        traits.Add(Kernels.Classify(s.Kernel) switch { KernelKind.Soft => $"soft kernel {s.Kernel}", KernelKind.Sharp => $"sharp kernel {s.Kernel} (no softer one)", _ => "kernel not named" });
        traits.Add(string.Create(CultureInfo.InvariantCulture, $"{s.SliceThicknessMm ?? s.SpacingMm ?? 0:0.##} mm thick, {s.Slices} slices over {s.ExtentMm:0} mm"));
        return $"Of {count} series, number {s.Number} suits measuring best: {string.Join(", ", traits)}.";
    }

    static string WhyNot(
        (int NotAxial, int Derived, int Short, int Kernel, int Thickness, double Mm, double) r,
        (int NotAxial, int Derived, int Short, int Kernel, int Thickness, double Mm, double) best) => true switch
        {
            _ when r.NotAxial > best.NotAxial => "is not axial",
            _ when r.Derived > best.Derived => "is derived from other images",
            _ when r.Short > best.Short => "covers less of the body",
            _ when r.Kernel > best.Kernel => r.Kernel == 2 ? "has a sharp kernel" : "names no kernel",
            _ when r.Thickness > best.Thickness => r.Thickness == 1 ? "has thinner slices than needed (noise)" : "has thick slices (partial volume)",
            _ when r.Mm > best.Mm => "has thicker slices",
            _ => "is equally good, but shorter or later in the list",
        };

    static UnreadableImageException Nothing(DicomCatalogue catalogue, List<RankedSeries> unusable)
    {
        var seen = unusable.Count > 0
            ? string.Join("; ", unusable.Take(4).Select(u => $"{u.Series.Description} {u.WhyNot}")) + (unusable.Count > 4 ? $"; and {unusable.Count - 4} more" : "")
            : catalogue.Unused.Length > 0
                ? string.Join(", ", catalogue.UnusedCounts.Take(4).Select(u => $"{u.Count} file{(u.Count == 1 ? "" : "s")} {u.Reason}"))
                : "the folder is empty";
        return catalogue is { Unused: [var only], Series: [] }
            ? new(catalogue.Path, only.Reason, "Give a CT series: a DICOM folder or file")
            : new(catalogue.Path, $"it holds no CT series ({seen})", "Give a folder with the DICOM files of a CT scan");
    }
}

/// <summary>A series that was not chosen.</summary>
/// <param name="Series">The series.</param>
/// <param name="WhyNot">What speaks against it, to follow its description.</param>
public sealed record RankedSeries(DicomSeries Series, string WhyNot);
