using DeepAnatomy.Evaluation.Statistics;
using DeepAnatomy.Imaging.Morphology;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Evaluation.Calibration;

/// <summary>How far the probabilities of one structure can be believed, near the structure: background far away would hide every fault.</summary>
/// <param name="Voxels">Voxels that counted.</param>
/// <param name="Brier">Mean squared error, 0 … 1 (binary).</param>
/// <param name="Reliability">Bins, ECE and MCE.</param>
/// <param name="UncertaintyErrorAuroc">How well the binary entropy tells wrong voxels from right ones (0.5 not at all, 1 fully); NaN where all are right or all wrong.</param>
/// <param name="UncertaintyErrorOverlap">Dice of the voxels whose entropy reaches <see cref="EntropyThreshold"/> and the wrong voxels (Jungo and Reyes 2019, at a fixed threshold); NaN where there are neither.</param>
public sealed record ProbabilityCase(int Voxels, double Brier, ReliabilityResult Reliability, double UncertaintyErrorAuroc, double UncertaintyErrorOverlap)
{
    /// <summary>Width of the band around prediction and reference, mm.</summary>
    public const double BandMm = 10;

    /// <summary>From this entropy on (bits, 0 … 1) a voxel counts as uncertain.</summary>
    public const double EntropyThreshold = 0.7;

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

        Check(probabilities);
        var union = new byte[probabilities.Shape.Count];
        for (var n = 0; n < union.Length; n++)
        {
            union[n] = (byte)(probabilities.Voxels[n] >= 0.5f || reference.Voxels[n] != 0 ? 1 : 0);
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
        if (p1.Length == 0)
        {
            return new(0, double.NaN, new([], 0, double.NaN, double.NaN, "nothing to measure"), double.NaN, double.NaN);
        }

        double[] entropy = [.. p1.Select(Entropy)];
        bool[] isWrong = [.. p1.Zip(t1, (p, t) => p >= 0.5 != (t != 0))];
        return new(p1.Length, ProbabilityScores.Brier(p1, t1), ReliabilityDiagram.Of(p1, t1, bins), Auroc(entropy, isWrong), Overlap(entropy, isWrong));
    }

    /// <summary>Throws unless every value is a probability.</summary>
    /// <exception cref="ArgumentException">A value lies outside 0 … 1, and where.</exception>
    public static void Check(Volume<float> probabilities)
    {
        var shape = probabilities.Shape;
        for (var n = 0; n < shape.Count; n++)
        {
            var p = probabilities.Voxels[n];
            if (!(p >= 0 && p <= 1))
            {
                throw new ArgumentException($"The probability at voxel ({n % shape.I}, {n / shape.I % shape.J}, {n / shape.SliceCount}) is {p}; probabilities lie between 0 and 1.", nameof(probabilities));
            }
        }
    }

    static double Overlap(double[] entropy, bool[] isWrong)
    {
        long both = 0, uncertain = 0, wrong = 0;
        for (var n = 0; n < entropy.Length; n++)
        {
            var isUncertain = entropy[n] >= EntropyThreshold;
            uncertain += isUncertain ? 1 : 0;
            wrong += isWrong[n] ? 1 : 0;
            both += isUncertain && isWrong[n] ? 1 : 0;
        }

        return 2.0 * both / (uncertain + wrong);
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
