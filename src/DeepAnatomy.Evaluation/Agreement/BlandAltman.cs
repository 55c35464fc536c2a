using DeepAnatomy.Evaluation.Statistics;

namespace DeepAnatomy.Evaluation.Agreement;

/// <summary>Bland–Altman analysis of two methods on the same cases; differences are second minus first.</summary>
/// <param name="Cases">Number of cases.</param>
/// <param name="Bias">Mean difference.</param>
/// <param name="SdDifference">Standard deviation of the differences (n − 1).</param>
/// <param name="LowerLimit">Bias − 1.96 SD.</param>
/// <param name="UpperLimit">Bias + 1.96 SD.</param>
/// <param name="BiasInterval">95 % confidence interval of the bias (Student t).</param>
/// <param name="LowerLimitInterval">95 % interval of the lower limit, standard error √(3/n) SD.</param>
/// <param name="UpperLimitInterval">95 % interval of the upper limit, standard error √(3/n) SD.</param>
/// <param name="LimitStandardError">Standard error of a limit, SD √(1/n + 1.96²/(2(n − 1))).</param>
/// <param name="PercentBias">Mean of 100 × difference / mean of both.</param>
/// <param name="PercentLimits">Limits of agreement of the percentages.</param>
/// <param name="Slope">Slope of difference on mean: the proportional bias.</param>
/// <param name="SlopeP">p-value of slope zero.</param>
public sealed record BlandAltmanResult(
    int Cases,
    double Bias,
    double SdDifference,
    double LowerLimit,
    double UpperLimit,
    (double Low, double High) BiasInterval,
    (double Low, double High) LowerLimitInterval,
    (double Low, double High) UpperLimitInterval,
    double LimitStandardError,
    double PercentBias,
    (double Low, double High) PercentLimits,
    double Slope,
    double SlopeP);

/// <summary>Limits of agreement (Bland and Altman, Lancet 1986;1:307).</summary>
public static class BlandAltman
{
    const double Z = 1.96;

    /// <summary>Analyses paired measurements.</summary>
    /// <param name="first">Reference method, one value per case.</param>
    /// <param name="second">Other method, same order.</param>
    /// <exception cref="ArgumentException">Fewer than three cases, unequal lengths or values that are not finite.</exception>
    public static BlandAltmanResult Of(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        var d = Samples.Differences(second, first);
        Samples.Check(d, 3, nameof(second));
        var n = d.Length;
        var means = new double[n];
        var percent = new double[n];
        for (var c = 0; c < n; c++)
        {
            means[c] = (first[c] + second[c]) / 2;
            percent[c] = 100 * d[c] / means[c];
        }

        var (bias, sd) = (Samples.Mean(d), Samples.Sd(d));
        var (percentBias, percentSd) = (Samples.Mean(percent), Samples.Sd(percent));
        var t = Distributions.StudentQuantile(0.975, n - 1);
        var (lower, upper, limitError) = (bias - (Z * sd), bias + (Z * sd), Math.Sqrt(3.0 / n) * sd);
        var line = Regression.LeastSquares(means, d);
        return new(
            n,
            bias,
            sd,
            lower,
            upper,
            Around(bias, t * sd / Math.Sqrt(n)),
            Around(lower, t * limitError),
            Around(upper, t * limitError),
            sd * Math.Sqrt((1.0 / n) + (Z * Z / (2.0 * (n - 1)))),
            percentBias,
            Around(percentBias, Z * percentSd),
            line.Slope,
            line.SlopeP);
    }

    static (double Low, double High) Around(double centre, double half) => (centre - half, centre + half);
}
