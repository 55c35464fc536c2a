using DeepAnatomy.Evaluation.Statistics;

namespace DeepAnatomy.Evaluation.Agreement;

/// <summary>Simple measures of how far two methods lie apart.</summary>
/// <param name="ConcordanceCorrelation">Lin's concordance correlation, population variances.</param>
/// <param name="MeanAbsoluteError">Mean of |difference|.</param>
/// <param name="RootMeanSquareError">Root of the mean squared difference.</param>
/// <param name="MeanAbsolutePercentError">Mean of 100 |difference| / first method.</param>
/// <param name="WithinSubjectCvPercent">Within-subject coefficient of variation: root mean square of (difference / √2) / mean, percent.</param>
public sealed record AgreementErrors(double ConcordanceCorrelation, double MeanAbsoluteError, double RootMeanSquareError, double MeanAbsolutePercentError, double WithinSubjectCvPercent);

/// <summary>Agreement of two methods on the same cases.</summary>
public static class PairedAgreement
{
    /// <summary>Within-unit coefficient of variation of two or more raters: root mean square over rows of SD / mean, percent. Rows with a mean of 0 take no part; NaN where none is left.</summary>
    /// <param name="rows">One row per unit, one column per rater.</param>
    public static double VariationPercent(IReadOnlyList<double[]> rows)
    {
        double[] squares = [.. rows.Select(r => (Sd: Samples.Sd(r), Mean: Samples.Mean(r))).Where(r => r.Mean != 0).Select(r => r.Sd / r.Mean * (r.Sd / r.Mean))];
        return squares.Length == 0 ? double.NaN : 100 * Math.Sqrt(Samples.Mean(squares));
    }

    /// <summary>Errors of the second method against the first.</summary>
    public static AgreementErrors Errors(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        var d = Samples.Differences(second, first);
        Samples.Check(d, 2, nameof(second));
        double absolute = 0, squared = 0, percent = 0, variation = 0;
        for (var n = 0; n < d.Length; n++)
        {
            var mean = (first[n] + second[n]) / 2;
            absolute += Math.Abs(d[n]);
            squared += d[n] * d[n];
            percent += 100 * Math.Abs(d[n]) / Math.Abs(first[n]);
            variation += d[n] * d[n] / 2 / (mean * mean);
        }

        double count = d.Length;
        var (mx, my, sxx, syy, sxy) = Regression.Moments(first, second);
        var concordance = 2 * sxy / (sxx + syy + (count * (mx - my) * (mx - my)));
        return new(concordance, absolute / count, Math.Sqrt(squared / count), percent / count, 100 * Math.Sqrt(variation / count));
    }
}
