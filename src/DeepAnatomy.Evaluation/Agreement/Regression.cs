using DeepAnatomy.Evaluation.Statistics;

namespace DeepAnatomy.Evaluation.Agreement;

/// <summary>A straight line through points.</summary>
/// <param name="Slope">Slope.</param>
/// <param name="Intercept">Value at zero.</param>
/// <param name="SlopeP">Two-sided p-value of slope zero (Student t, n − 2); NaN where it is not defined.</param>
public readonly record struct Line(double Slope, double Intercept, double SlopeP);

/// <summary>Lines and correlations of paired measurements.</summary>
public static class Regression
{
    /// <summary>Ordinary least squares of y on x.</summary>
    public static Line LeastSquares(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var (mx, my, sxx, syy, sxy) = Moments(x, y);
        var slope = sxy / sxx;
        var r = sxy / Math.Sqrt(sxx * syy);
        double degrees = x.Length - 2;
        var t = r * Math.Sqrt(degrees / ((1 - r) * (1 + r)));
        return new(slope, my - (slope * mx), double.IsNaN(t) ? double.NaN : Distributions.StudentTwoSided(t, degrees));
    }

    /// <summary>Deming regression: both methods have errors, with a ratio of variances of one.</summary>
    public static Line Deming(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var (mx, my, sxx, syy, sxy) = Moments(x, y);
        var slope = (syy - sxx + Math.Sqrt(((syy - sxx) * (syy - sxx)) + (4 * sxy * sxy))) / (2 * sxy);
        return new(slope, my - (slope * mx), double.NaN);
    }

    /// <summary>Pearson's correlation with its two-sided p-value.</summary>
    public static TestResult Pearson(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var (_, _, sxx, syy, sxy) = Moments(x, y);
        var r = sxy / Math.Sqrt(sxx * syy);
        double degrees = x.Length - 2;
        return new(r, Distributions.StudentTwoSided(r * Math.Sqrt(degrees / ((1 - r) * (1 + r))), degrees));
    }

    /// <summary>Spearman's rank correlation (Pearson's of mid-ranks).</summary>
    public static TestResult Spearman(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => Pearson(Ranks.Mid(x), Ranks.Mid(y));

    internal static (double MeanX, double MeanY, double Sxx, double Syy, double Sxy) Moments(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var (mx, my) = (Samples.Mean(x), Samples.Mean(y));
        double sxx = 0, syy = 0, sxy = 0;
        for (var n = 0; n < x.Length; n++)
        {
            var (dx, dy) = (x[n] - mx, y[n] - my);
            (sxx, syy, sxy) = (sxx + (dx * dx), syy + (dy * dy), sxy + (dx * dy));
        }

        return (mx, my, sxx, syy, sxy);
    }
}
