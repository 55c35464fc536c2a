using DeepAnatomy.Evaluation.Overlap;
using DeepAnatomy.Evaluation.Surfaces;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Evaluation.Cases;

/// <summary>A structure to measure: a name and the label values that make it up.</summary>
/// <param name="Name">Name in the results.</param>
/// <param name="Values">Label values; several for a group.</param>
public sealed record Structure(string Name, ushort[] Values);

/// <summary>Measures a predicted label map against a reference.</summary>
public sealed class CaseEvaluator
{
    readonly MetricProfile profile;
    readonly double[] tolerancesMm;

    /// <summary>Creates an evaluator.</summary>
    /// <param name="profile">Conventions.</param>
    /// <param name="tolerancesMm">Tolerances of NSD and boundary IoU, mm; each positive or zero.</param>
    public CaseEvaluator(MetricProfile profile, IEnumerable<double> tolerancesMm)
    {
        (this.profile, this.tolerancesMm) = (profile, [.. tolerancesMm]);
        if (this.tolerancesMm.Any(t => !double.IsFinite(t) || t < 0))
        {
            throw new ArgumentOutOfRangeException(nameof(tolerancesMm), "A tolerance is a finite number of millimetres, not negative.");
        }
    }

    /// <summary>Whether HD, ASSD, NSD and the like are measured, or overlap only.</summary>
    public bool MeasuresSurfaces { get; init; } = true;

    /// <summary>Whether boundary IoU is measured with the surfaces.</summary>
    public bool MeasuresBoundaryIou { get; init; } = true;

    /// <summary>Overrides <see cref="MetricProfile.FlattensSingleSlice"/>: true measures in the plane, false in space, null as the profile says.</summary>
    public bool? IsFlat { get; init; }

    /// <summary>Measures structures.</summary>
    /// <param name="prediction">Label values.</param>
    /// <param name="reference">Label values on the same grid.</param>
    /// <param name="structures">What to measure; every value that occurs in either map when null.</param>
    /// <param name="defined">Optional mask of the voxels that count (1).</param>
    /// <param name="cancellation">Checked per structure.</param>
    /// <exception cref="ArgumentException">The grids differ.</exception>
    public IReadOnlyList<LabelResult> Evaluate(Volume<ushort> prediction, Volume<ushort> reference, IReadOnlyList<Structure>? structures = null, Volume<byte>? defined = null, CancellationToken cancellation = default)
    {
        if (!prediction.Grid.IsSameAs(reference.Grid))
        {
            throw new ArgumentException($"The grids differ: prediction {prediction.Grid}, reference {reference.Grid}.");
        }

        (prediction, reference, defined) = (Upright(prediction), Upright(reference), defined is null ? null : Upright(defined));
        var matrix = ConfusionMatrix.Of(prediction, reference, defined);
        structures ??= [.. matrix.Values.Select(v => new Structure(v.ToString(), [v]))];
        var results = new LabelResult[structures.Count];
        if (results.Length < Environment.ProcessorCount)
        {
            for (var n = 0; n < results.Length; n++)
            {
                cancellation.ThrowIfCancellationRequested();
                results[n] = Measure(structures[n], matrix, prediction, reference);
            }

            return results;
        }

        // Large structures first, so that no thread is left with one at the end; every result has its own place.
        var order = Enumerable.Range(0, results.Length).OrderByDescending(n => matrix.Of(structures[n].Values).Reference).ToArray();
        var next = -1;
        Parallel.For(0, Math.Min(Environment.ProcessorCount, order.Length), new ParallelOptions { CancellationToken = cancellation }, _ => SliceChunks.Alone(() =>
        {
            for (var n = Interlocked.Increment(ref next); n < order.Length && !cancellation.IsCancellationRequested; n = Interlocked.Increment(ref next))
            {
                results[order[n]] = Measure(structures[order[n]], matrix, prediction, reference);
            }
        }));
        cancellation.ThrowIfCancellationRequested();
        return results;
    }

    /// <summary>The result for a structure that neither map has.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="grid">Grid of the maps.</param>
    public LabelResult AbsentInBoth(Structure structure, Grid grid)
    {
        VoxelCounts none = new(0, 0, 0, grid.Shape.Count);
        return Empty(Unmeasured(structure, LabelState.AbsentInBoth, none, 0), grid);
    }

    // A single slice may lie along any axis; measuring in the plane needs it along k.
    Volume<T> Upright<T>(Volume<T> volume)
        where T : unmanaged
    {
        var (shape, axes) = (volume.Shape, volume.Grid.AxisCodes);
        return !profile.FlattensSingleSlice || shape.K == 1 || (shape.I > 1 && shape.J > 1) ? volume
            : volume.ToAxes(shape.I == 1 ? axes[1..] + axes[..1] : $"{axes[0]}{axes[2]}{axes[1]}");
    }

    static LabelResult Unmeasured(Structure structure, LabelState state, VoxelCounts counts, double voxelMl) => new()
    {
        Name = structure.Name,
        Values = structure.Values,
        State = state,
        Counts = counts,
        Dice = counts.Dice,
        Jaccard = counts.Jaccard,
        HdMm = double.NaN,
        Hd95Mm = double.NaN,
        AssdMm = double.NaN,
        MasdMm = double.NaN,
        Nsd = [],
        BoundaryIou = [],
        PredictedMl = counts.Predicted * voxelMl,
        ReferenceMl = counts.Reference * voxelMl,
    };

    LabelResult Measure(Structure structure, ConfusionMatrix matrix, Volume<ushort> prediction, Volume<ushort> reference)
    {
        var counts = matrix.Of(structure.Values);
        var spacing = profile.SnapsSpacing ? Snapped(reference.Grid.Spacing) : reference.Grid.Spacing;
        var state = (counts.Predicted > 0, counts.Reference > 0) switch
        {
            (true, true) => LabelState.Ok,
            (false, true) => LabelState.Missed,
            (true, false) => LabelState.Spurious,
            _ => LabelState.AbsentInBoth,
        };
        var result = Unmeasured(structure, state, counts, spacing.VoxelMm3 / 1000);
        return state != LabelState.Ok ? Empty(result, reference.Grid)
            : MeasuresSurfaces ? WithSurfaces(result, matrix.BoxOf(structure.Values)!.Value, prediction, reference, spacing)
            : result;
    }

    LabelResult Empty(LabelResult result, Grid grid)
    {
        var values = profile.Empty.For(result.State, DiagonalMm(grid));
        var tolerances = Tolerances(Snapped(grid.Spacing)).Select(t => (t, values.SurfaceDice)).ToArray();
        return result with
        {
            Dice = values.Dice,
            Jaccard = values.Jaccard,
            HdMm = values.Hausdorff,
            Hd95Mm = values.Percentile,
            AssdMm = values.Average,
            MasdMm = values.Average,
            Nsd = tolerances,
            BoundaryIou = tolerances,
            BoundaryIouInVoxels = profile.BoundaryVoxels is null ? double.NaN : values.SurfaceDice,
            Reason = result.State switch
            {
                LabelState.Missed => $"Missed: only the reference has it ({profile.Empty.Name}).",
                LabelState.Spurious => $"Spurious: only the prediction has it ({profile.Empty.Name}).",
                _ => "Absent in both.",
            },
        };
    }

    LabelResult WithSurfaces(LabelResult result, VoxelBox box, Volume<ushort> prediction, Volume<ushort> reference, Spacing spacing)
    {
        var isFlat = IsFlat ?? (profile.FlattensSingleSlice && reference.Shape.K == 1);
        var (p, r) = (BitMask.Of(prediction, box, result.Values), BitMask.Of(reference, box, result.Values));
        var d = SurfaceDistances.Between(p, r, box, reference.Shape, spacing, profile.DistanceSurface, profile.Exterior, isFlat);
        if (d.ReferenceToPrediction.Mm.Length == 0 || d.PredictionToReference.Mm.Length == 0)
        {
            result = result with { Reason = "A mask fills the image and has no surface under this profile." };
            return profile.MeasuresSets ? WithSets(result, p, r, spacing) : result;
        }

        var tolerances = Tolerances(spacing);
        var masd = SurfaceMetrics.MeanAverageMm(d);
        result = result with
        {
            HdMm = SurfaceMetrics.HausdorffMm(d),
            Hd95Mm = SurfaceMetrics.PercentileMm(d, 95, profile.Percentile),
            AssdMm = profile.Average == AverageRule.Pooled ? SurfaceMetrics.AverageSymmetricMm(d) : masd,
            MasdMm = masd,
            Nsd = SurfaceDice(d, p, r, box, reference.Shape, spacing, isFlat),
            BoundaryIou = MeasuresBoundaryIou ? [.. tolerances.Select(t => (t, BoundaryIou.Of(p, r, box, reference.Shape, spacing, t, isInclusive: true, profile.Exterior, isFlat)))] : [],
            BoundaryIouInVoxels = MeasuresBoundaryIou && profile.BoundaryVoxels is { } width ? BoundaryIou.Of(p, r, box, reference.Shape, new Spacing(1, 1, 1), width, isInclusive: false, profile.Exterior, isFlat) : double.NaN,
        };
        return profile.MeasuresSets ? WithSets(result, p, r, spacing) : result;
    }

    (double ToleranceMm, double Value)[] SurfaceDice(SurfaceDistances d, BitMask p, BitMask r, VoxelBox box, Shape image, Spacing spacing, bool isFlat)
    {
        var tolerances = Tolerances(spacing);
        if (tolerances.Length > 0 && profile.DiceSurface != profile.DistanceSurface)
        {
            var limit = tolerances.Max();
            d = SurfaceDistances.Between(p, r, box, image, spacing, profile.DiceSurface, profile.Exterior, isFlat, limit + profile.Slack(limit));
        }

        return [.. tolerances.Select(t => (t, SurfaceMetrics.SurfaceDice(d, t, profile.SurfaceDice, profile.Slack(t))))];
    }

    // Sets contain their inner voxels, which are at distance zero where both masks have them (ITK).
    static LabelResult WithSets(LabelResult result, BitMask p, BitMask r, Spacing spacing)
    {
        var (toPrediction, toReference) = SurfaceDistances.OfSets(p, r, spacing);
        return result with
        {
            HdMm = Math.Max(toPrediction.DefaultIfEmpty().Max(), toReference.DefaultIfEmpty().Max()),
            SetAverageMm = ((Statistics.Samples.Sum(toPrediction) / result.Counts.Reference) + (Statistics.Samples.Sum(toReference) / result.Counts.Predicted)) / 2,
        };
    }

    double[] Tolerances(Spacing spacing) => tolerancesMm.Length == 0 && profile.ToleratesOneVoxel
        ? [Math.Min(spacing.IMm, Math.Min(spacing.JMm, spacing.KMm))]
        : tolerancesMm;

    static double DiagonalMm(Grid grid)
    {
        var (shape, s) = (grid.Shape, grid.Spacing);
        return new PatientPoint(shape.I * s.IMm, shape.J * s.JMm, shape.K * s.KMm).LengthMm;
    }

    /// <summary>Six significant digits: undoes the single precision of a NIfTI header.</summary>
    internal static Spacing Snapped(Spacing s) => new(Snapped(s.IMm), Snapped(s.JMm), Snapped(s.KMm));

    static double Snapped(double mm) => double.Parse(mm.ToString("G6"));
}
