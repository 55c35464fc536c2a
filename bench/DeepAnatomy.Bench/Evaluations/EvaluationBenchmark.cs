using DeepAnatomy.Evaluation.Cases;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Bench.Evaluations;

/// <summary>How a prediction fails: surfaces that lie close together are the easy case, far ones the hard one.</summary>
enum Failure
{
    None,
    Shifted,
    LowerHalfMissing,
    Island,
    HalfAndIsland,
}

/// <summary>Dice, HD, HD95, ASSD and NSD of label maps under the default profile, beside the same metrics by hand in scipy (voxel surfaces only).</summary>
sealed class EvaluationBenchmark(string name, string what, int labels, Failure failure, double targetRatio) : IBenchmark
{
    static readonly Grid Grid = new(new Shape(512, 512, 150), new Spacing(0.8, 0.8, 3));
    readonly Lazy<(Volume<ushort> Prediction, Volume<ushort> Reference)> maps = new(() => (Map(labels, 1, failure), Map(labels, 0, Failure.None)));

    public string Name => name;

    public string Work => $"Dice, HD, HD95, ASSD, NSD, {what}, {Grid.Shape}";

    public string PeerName => "scipy by hand (crop, erosion, 2 EDT)";

    public double? TargetRatio => targetRatio;

    public Measurement Product()
    {
        var (prediction, reference) = maps.Value;
        var evaluator = new CaseEvaluator(MetricProfile.DeepAnatomy, [2]) { MeasuresBoundaryIou = false };
        var time = Measurement.Of(() => evaluator.Evaluate(prediction, reference), results => results.Sum(r => r.Dice + r.HdMm + r.Hd95Mm + r.AssdMm));
        return time with { PeakBytes = MemoryAbove.Of(() => evaluator.Evaluate(prediction, reference)) };
    }

    public Measurement? Peer()
    {
        // Both maps behind each other in one file.
        var (p, r) = maps.Value;
        var both = new ushort[2 * Grid.Shape.Count];
        p.Voxels.CopyTo(both);
        r.Voxels.CopyTo(both.AsSpan(Grid.Shape.Count));
        return PythonPeer.Run("evaluation.py", Volume<ushort>.Adopt(new Grid(new Shape(512, 512, 300), Grid.Spacing), both), "3", "0.8", "0.8");
    }

    // A ring like the wall of the abdomen, in sectors when there are several labels, with a wavy surface that differs between the two maps.
    static Volume<ushort> Map(int labels, int variant, Failure failure)
    {
        var voxels = new ushort[Grid.Shape.Count];
        var shift = failure == Failure.Shifted ? 60 : 0;
        Parallel.For(0, Grid.Shape.K, k =>
        {
            for (var j = 0; j < Grid.Shape.J; j++)
            {
                for (var i = 0; i < Grid.Shape.I; i++)
                {
                    double x = i - 256 - (2 * variant) - shift, y = (j - 256 - variant) * 1.25, angle = Math.Atan2(y, x);
                    var radius = Math.Sqrt((x * x) + (y * y)) + (3 * Math.Sin((9 * angle) + (k / 11.0) + variant)) + (2 * Math.Sin((31 * angle) + (k / 5.0) + (2 * variant)));
                    var isRing = radius is > 165 and < 205 && k is > 4 and < 145;
                    var isIsland = i is > 4 and < 9 && j is > 4 and < 9 && k is > 2 and < 6;
                    var isThere = failure switch
                    {
                        Failure.LowerHalfMissing => isRing && k >= 75,
                        Failure.Island => isIsland,
                        Failure.HalfAndIsland => (isRing && k >= 75) || isIsland,
                        _ => isRing,
                    };
                    if (isThere)
                    {
                        voxels[Grid.Shape.OffsetOf(i, j, k)] = (ushort)(1 + Math.Min(labels - 1, (int)((angle + Math.PI) / (2 * Math.PI) * labels)));
                    }
                }
            }
        });
        return Volume<ushort>.Adopt(Grid, voxels);
    }
}
