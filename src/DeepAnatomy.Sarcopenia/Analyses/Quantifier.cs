using System.Collections.Immutable;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Composition;
using DeepAnatomy.Sarcopenia.CutOffs;
using DeepAnatomy.Sarcopenia.Diagnosis;
using DeepAnatomy.Sarcopenia.Levels;
using DeepAnatomy.Sarcopenia.Quality;

namespace DeepAnatomy.Sarcopenia.Analyses;

/// <summary>From a scan with labels to the whole record of an analysis.</summary>
public static class Quantifier
{
    /// <summary>Volumes are reported over these ranges of vertebrae.</summary>
    static readonly (string Upper, string Lower)[] Ranges = [("L1", "L5"), ("T12", "L4")];

    /// <summary>Measures.</summary>
    /// <param name="request">Scan and labels on one grid, in the file's own axes; what to measure and where.</param>
    /// <param name="cancellation">Checked per slice.</param>
    /// <returns>The record. Where the level is not in the scan, every number of the level is null with the reason and <see cref="Analysis.IsMeasured"/> is false.</returns>
    /// <exception cref="UnreadableImageException">The labels are on another grid than the scan.</exception>
    /// <exception cref="ArgumentException">The person's data cannot be true; the message lists every problem. Ask <see cref="SubjectPlausibility"/> first.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A slice was asked for that the file does not have.</exception>
    public static Analysis Run(QuantificationRequest request, CancellationToken cancellation = default)
    {
        var problems = SubjectPlausibility.Check(request.Subject);
        if (!problems.IsEmpty)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(request));
        }

        RefuseOtherGrid(request);
        var (subject, ignored) = SubjectMerge.With(request.Subject, request.Scan.Facts);
        var numbers = new SliceNumbers(request.Scan.Hu.Grid);
        var hu = request.Scan.Hu.ToAxes();
        cancellation.ThrowIfCancellationRequested();
        var labels = request.Labels with { Voxels = request.Labels.Voxels.ToAxes() };
        var groups = request.Groups ?? GroupDefinition.AllIn(labels.Labels);
        var table = SliceTally.Run(hu, labels.Voxels, RegionSet.ValuesOf(labels.Labels, groups), cancellation);
        var regions = RegionSet.Bind(table, labels.Labels, groups);
        var level = numbers.Complete(LevelChoice.Of(request.Level, labels, regions.Vertebrae, numbers), hu.Grid);
        var at = SliceSelection.Of(level, request.SliceRule, hu.Shape.K);
        var body = level.SliceK is { } k ? BodyMask.OfSlice(hu, k) : null;
        cancellation.ThrowIfCancellationRequested();

        var quality = new QualityList();
        var scene = new QualitySubject(hu, labels, request.Scan.Facts, table, regions, level, at, body);
        QualityInspection.Run(scene, subject, quality);
        var rows = Measure(scene, subject, quality.Withheld);
        var cutOffs = CutOffTable.Apply(request.CutOffs, rows, subject, level.Name);
        return new()
        {
            Scan = ScanOf(request.Scan, ignored),
            Subject = subject,
            Level = level,
            Measurements = rows,
            CutOffs = cutOffs,
            Diagnoses = [Ewgsop2.Decide(subject, cutOffs), Awgs2019.Decide(subject, cutOffs), Sdoc2020.Decide(subject)],
            Quality = quality.ToImmutable(),
            Profile = Profiles.Of(regions, hu.Grid, numbers.Swap, quality.Withheld),
            Histogram = Profiles.HistogramOf(regions, table, hu, labels, at, quality.Withheld),
            Provenance = ProvenanceOf(request, groups),
        };
    }

    static ImmutableArray<Measurement> Measure(QualitySubject scene, SubjectRecord subject, Withholding withheld)
    {
        var (rows, grid, vertebrae) = (new MeasurementList(), scene.Hu.Grid, scene.Regions.Vertebrae);
        var height = Figure.Of(subject.HeightM, "the body height is not known");
        var uke = SliceSelection.Between("L2", "L4", vertebrae, grid.Shape.K);
        new LevelMeasurements(rows, scene.Regions, grid.Spacing.PixelMm2, height, withheld).Add(scene.At, SliceSelection.WholeVertebra(scene.Level), uke);
        BodyMeasurements.Add(rows, scene.At, scene.Body, grid, withheld);
        foreach (var (upper, lower) in Ranges)
        {
            new RangeMeasurements(rows, scene.Regions, grid.Spacing.VoxelMm3, withheld).Add(SliceSelection.Between(upper, lower, vertebrae, grid.Shape.K));
        }

        return rows.ToImmutable();
    }

    static void RefuseOtherGrid(QuantificationRequest request)
    {
        var (scan, labels) = (request.Scan.Hu.Grid, request.Labels.Grid);
        if (!scan.IsSameAs(labels))
        {
            throw new UnreadableImageException(
                request.LabelSource,
                scan.Shape == labels.Shape
                    ? $"the label map is shifted or turned against the scan by up to {ApartMm(scan, labels):0.##} mm"
                    : $"the label map has {labels}, the scan {scan}",
                "Resample the labels to the scan's grid (nearest neighbour) or give the scan they were drawn on");
        }
    }

    static double ApartMm(Imaging.Geometry.Grid a, Imaging.Geometry.Grid b)
    {
        var worst = 0.0;
        for (var corner = 0; corner < 8; corner++)
        {
            double i = (corner & 1) * (a.Shape.I - 1), j = ((corner >> 1) & 1) * (a.Shape.J - 1), k = ((corner >> 2) & 1) * (a.Shape.K - 1);
            worst = Math.Max(worst, (a.ToPatient(i, j, k) - b.ToPatient(i, j, k)).LengthMm);
        }

        return worst;
    }

    static ScanRecord ScanOf(CtScan scan, ImmutableArray<string> ignored)
    {
        var (shape, spacing) = (scan.Hu.Shape, scan.Hu.Grid.Spacing);
        return new(
            NameOf(scan.Source),
            scan.Sha256,
            [shape.I, shape.J, shape.K],
            [spacing.IMm, spacing.JMm, spacing.KMm],
            scan.Hu.Grid.AxisCodes,
            [.. scan.Warnings, .. ignored]);
    }

    static ProvenanceRecord ProvenanceOf(QuantificationRequest request, ImmutableArray<GroupDefinition> definitions)
    {
        var hashes = ImmutableDictionary<string, string>.Empty.SetItem(NameOf(request.Scan.Source), request.Scan.Sha256);
        var drawn = NameOf(request.LabelSource);
        if (request.LabelSha256 is { } hash)
        {
            hashes = hashes.SetItem(drawn, hash);
            drawn = $"{drawn} (SHA-256 {hash})";
        }

        var groups = definitions.Where(g => g.Unavailable is null).ToImmutableDictionary(g => g.Name, g => g.AllLabels);
        return new(request.ProductVersion, request.Command, request.CreatedUtc, drawn, request.Labels.Labels.Id, groups, hashes);
    }

    static string NameOf(string path) => Path.GetFileName(Path.TrimEndingDirectorySeparator(path)) is { Length: > 0 } name ? name : path;
}
