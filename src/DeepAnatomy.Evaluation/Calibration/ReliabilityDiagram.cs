namespace DeepAnatomy.Evaluation.Calibration;

/// <summary>Which bin a probability on a border belongs to.</summary>
public enum BinBorders
{
    /// <summary>[low, high), the last bin closed: every probability counts.</summary>
    LowerClosed,

    /// <summary>(low, high]: a probability of exactly 0 falls out (MetricsReloaded).</summary>
    UpperClosed,
}

/// <summary>One bin of a reliability diagram.</summary>
/// <param name="Low">Lower border.</param>
/// <param name="High">Upper border.</param>
/// <param name="Count">Voxels in the bin.</param>
/// <param name="MeanProbability">Their mean predicted probability; NaN when empty.</param>
/// <param name="PositiveFraction">Share that is positive in the reference; NaN when empty.</param>
public readonly record struct ReliabilityBin(double Low, double High, long Count, double MeanProbability, double PositiveFraction)
{
    /// <summary>|share of positives − mean probability|.</summary>
    public double Gap => Math.Abs(PositiveFraction - MeanProbability);
}

/// <summary>Calibration of a binary probability map.</summary>
/// <param name="Bins">Equal-width bins.</param>
/// <param name="Used">Voxels that fell in a bin.</param>
/// <param name="ExpectedError">ECE: gaps weighted by count.</param>
/// <param name="MaximumError">MCE: largest gap.</param>
/// <param name="Convention">Number of bins and their borders.</param>
public sealed record ReliabilityResult(ReliabilityBin[] Bins, long Used, double ExpectedError, double MaximumError, string Convention);

/// <summary>How far predicted probabilities can be believed.</summary>
public static class ReliabilityDiagram
{
    /// <summary>Bins probabilities and compares with what was true.</summary>
    /// <param name="probabilities">0 … 1.</param>
    /// <param name="truth">1 where positive, else 0; same length.</param>
    /// <param name="bins">Number of bins of equal width.</param>
    /// <param name="borders">Where borders belong.</param>
    /// <exception cref="ArgumentException">Unequal lengths, or a probability outside 0 … 1.</exception>
    public static ReliabilityResult Of(ReadOnlySpan<double> probabilities, ReadOnlySpan<byte> truth, int bins = 10, BinBorders borders = BinBorders.LowerClosed)
    {
        ProbabilityScores.Check(probabilities, truth);
        var (count, sum, positive) = (new long[bins], new double[bins], new long[bins]);
        for (var n = 0; n < probabilities.Length; n++)
        {
            var bin = BinOf(probabilities[n], bins, borders);
            if (bin >= 0)
            {
                count[bin]++;
                sum[bin] += probabilities[n];
                positive[bin] += truth[n];
            }
        }

        var rows = Enumerable.Range(0, bins)
            .Select(b => new ReliabilityBin((double)b / bins, (b + 1.0) / bins, count[b], sum[b] / count[b], (double)positive[b] / count[b]))
            .ToArray();
        var used = count.Sum();
        var filled = rows.Where(r => r.Count > 0).ToArray();
        return new(
            rows,
            used,
            filled.Sum(r => r.Gap * r.Count) / used,
            filled.Length == 0 ? double.NaN : filled.Max(r => r.Gap),
            $"ECE[{bins} equal-width bins, {(borders == BinBorders.LowerClosed ? "[low, high), last closed" : "(low, high]")}]");
    }

    /// <summary>The bins of several cases as if their voxels were one case's.</summary>
    /// <param name="cases">All with the same number of bins, or with none.</param>
    public static ReliabilityBin[] Pooled(IEnumerable<ReliabilityResult> cases) => [.. cases.SelectMany(c => c.Bins).GroupBy(b => (b.Low, b.High)).OrderBy(g => g.Key.Low).Select(Pooled)];

    static ReliabilityBin Pooled(IGrouping<(double Low, double High), ReliabilityBin> bins)
    {
        var filled = bins.Where(b => b.Count > 0).ToArray();
        var count = filled.Sum(b => b.Count);
        return new(bins.Key.Low, bins.Key.High, count, filled.Sum(b => b.Count * b.MeanProbability) / count, filled.Sum(b => b.Count * b.PositiveFraction) / count);
    }

    /// <summary>ECE over bins of equal size after a stable sort by probability; the first bins are one larger when the number does not divide.</summary>
    public static double AdaptiveError(ReadOnlySpan<double> probabilities, ReadOnlySpan<byte> truth, int bins = 10)
    {
        ProbabilityScores.Check(probabilities, truth);
        var p = probabilities.ToArray();
        var y = truth.ToArray();
        var order = Enumerable.Range(0, p.Length).OrderBy(n => p[n]).ToArray();
        var (size, larger) = (p.Length / bins, p.Length % bins);
        double error = 0;
        for (int bin = 0, start = 0; bin < bins; bin++)
        {
            var length = size + (bin < larger ? 1 : 0);
            double mean = 0, positive = 0;
            for (var n = start; n < start + length; n++)
            {
                mean += p[order[n]];
                positive += y[order[n]];
            }

            error += Math.Abs(positive - mean) / p.Length;
            start += length;
        }

        return error;
    }

    static int BinOf(double p, int bins, BinBorders borders)
    {
        // The borders are b / bins in double arithmetic; the guess by multiplication may be off by one at a border.
        var bin = Math.Clamp((int)(p * bins), 0, bins - 1);
        if (borders == BinBorders.LowerClosed)
        {
            return p < (double)bin / bins ? bin - 1 : bin < bins - 1 && p >= (bin + 1.0) / bins ? bin + 1 : bin;
        }

        return p <= 0 ? -1 : p <= (double)bin / bins ? bin - 1 : p > (bin + 1.0) / bins ? bin + 1 : bin;
    }
}
