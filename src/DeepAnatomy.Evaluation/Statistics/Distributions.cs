using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace DeepAnatomy.Evaluation.Statistics;

/// <summary>Probabilities and quantiles; quantiles are polished to the precision of the distribution functions.</summary>
static class Distributions
{
    public static double NormalCdf(double z) => 0.5 * SpecialFunctions.Erfc(-z / Math.Sqrt(2));

    public static double NormalUpper(double z) => 0.5 * SpecialFunctions.Erfc(z / Math.Sqrt(2));

    /// <summary>Quantile of the standard normal distribution; −∞ and +∞ at 0 and 1.</summary>
    public static double NormalQuantile(double p)
    {
        if (p <= 0 || p >= 1)
        {
            return p <= 0 ? double.NegativeInfinity : double.PositiveInfinity;
        }

        var z = Normal.InvCDF(0, 1, p);
        for (var n = 0; n < 3; n++)
        {
            z -= (NormalCdf(z) - p) / (Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI));
        }

        return z;
    }

    public static double StudentCdf(double t, double degrees)
    {
        var tail = 0.5 * SpecialFunctions.BetaRegularized(degrees / 2, 0.5, degrees / (degrees + (t * t)));
        return t <= 0 ? tail : 1 - tail;
    }

    public static double StudentTwoSided(double t, double degrees) =>
        SpecialFunctions.BetaRegularized(degrees / 2, 0.5, degrees / (degrees + (t * t)));

    public static double StudentQuantile(double p, double degrees) =>
        Polished(StudentT.InvCDF(0, 1, degrees, p), p, t => StudentCdf(t, degrees), t => StudentT.PDF(0, 1, degrees, t));

    public static double FisherUpper(double f, double d1, double d2) =>
        f <= 0 ? 1 : SpecialFunctions.BetaRegularized(d2 / 2, d1 / 2, d2 / (d2 + (d1 * f)));

    public static double FisherQuantile(double p, double d1, double d2) =>
        Polished(FisherSnedecor.InvCDF(d1, d2, p), p, f => 1 - FisherUpper(f, d1, d2), f => FisherSnedecor.PDF(d1, d2, f));

    public static double ChiSquaredUpper(double x, double degrees) =>
        x <= 0 ? 1 : SpecialFunctions.GammaUpperRegularized(degrees / 2, x / 2);

    /// <summary>P(X ≤ k) for X ~ Binomial(n, ½).</summary>
    public static double FairBinomialCdf(int k, int n)
    {
        var sum = 0.0;
        for (var i = 0; i <= k; i++)
        {
            sum += Math.Exp(SpecialFunctions.BinomialLn(n, i) - (n * Math.Log(2)));
        }

        return Math.Min(1, sum);
    }

    static double Polished(double start, double p, Func<double, double> cdf, Func<double, double> density)
    {
        var x = start;
        for (var n = 0; n < 4; n++)
        {
            var step = (cdf(x) - p) / density(x);
            if (!double.IsFinite(step))
            {
                break;
            }

            x -= step;
        }

        return x;
    }
}
