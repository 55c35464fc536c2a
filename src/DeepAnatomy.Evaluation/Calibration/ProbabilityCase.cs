using DeepAnatomy.Evaluation.Statistics;
using DeepAnatomy.Imaging.Morphology;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Evaluation.Calibration;

/// <summary>How far the probabilities of one structure can be believed, near the structure: background far away would hide every fault.</summary>
/// <param name="Voxels">Voxels that counted.</param>
/// <param name="Brier">Mean squared error, 0 … 1 (binary).</param>
/// <param name="Reliability">Bins, ECE and MCE.</param>
/// <param name="UncertaintyErrorAuroc">How well the binary entropy tells wrong voxels from right ones (0.5 not at all, 1 fully); NaN where all are right or all wrong.</param>
public sealed record ProbabilityCase(int Voxels, double Brier, ReliabilityResult Reliability, double UncertaintyErrorAuroc)
{
    /// <summary>Width of the band around prediction and reference, mm.</summary>
    public const double BandMm = 10;

    /// <summary>Measures one structure inside the union of prediction (p ≥ 0.5) and reference, dilated by <see cref="BandMm"/>.</summary>
    /// <param name="probabilities">0 … 1.</param>
    /// <param name="reference">0 or 1, same grid.</param>
    /// <param name="bins">Bins of the reliability diagram.</param>
    /// <exception cref="ArgumentException">The grids differ; a probability lies outside 0 … 1, and where.</exception>
    public static ProbabilityCase Of(Volume<float> probabilities, Volume<byte> reference, int bins = 10)
    {
        if (!probabilities.Grid.IsSameAs(reference.Grid))
        {
            throw new ArgumentException($"The grids differ: probabilities {probabilities.Grid}, reference {reference.Grid}.", nameof(probabilities));
        }

        var union = new byte[probabilities.Shape.Count];
        var shape = probabilities.Shape;
        for (var n = 0; n < union.Length; n++)
        {
            var p = probabilities.Voxels[n];
            if (!(p >= 0 && p <= 1))
            {
                throw new ArgumentException($"The probability at voxel ({n % shape.I}, {n / shape.I % shape.J}, {n / shape.SliceCount}) is {p}; probabilities lie between 0 and 1.", nameof(probabilities));
            }

            union[n] = (byte)(p >= 0.5f || reference.Voxels[n] != 0 ? 1 : 0);
        }

        var band = BallMorphology.Dilate(Volume<byte>.Adopt(reference.Grid, union), BandMm);
        List<double> inside = [];
        List<byte> truth = [];
        for (var n = 0; n < union.Length; n++)
        {
            if (band.Voxels[n] != 0)
            {
                inside.Add(probabilities.Voxels[n]);
                truth.Add(reference.Voxels[n]);
            }
        }

        double[] p1 = [.. inside];
        byte[] t1 = [.. truth];
        return p1.Length == 0
            ? new(0, double.NaN, new([], 0, double.NaN, double.NaN, "nothing to measure"), double.NaN)
            : new(p1.Length, ProbabilityScores.Brier(p1, t1), ReliabilityDiagram.Of(p1, t1, bins), Auroc([.. p1.Select(Entropy)], [.. p1.Zip(t1, (p, t) => p >= 0.5 != (t != 0))]));
    }

    // Mann-Whitney: the chance that a wrong voxel is less certain than a right one, ties counted half.
    static double Auroc(double[] score, bool[] isPositive)
    {
        var ranks = Ranks.Mid(score);
        double sum = 0;
        long positives = 0;
        for (var n = 0; n < ranks.Length; n++)
        {
            if (isPositive[n])
            {
                sum += ranks[n];
                positives++;
            }
        }

        double negatives = ranks.Length - positives;
        return (sum - (positives * (positives + 1) / 2.0)) / (positives * negatives);
    }

    static double Entropy(double p) => p is <= 0 or >= 1 ? 0 : -((p * Math.Log2(p)) + ((1 - p) * Math.Log2(1 - p)));
}
