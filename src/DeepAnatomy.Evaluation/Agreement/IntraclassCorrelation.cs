using DeepAnatomy.Evaluation.Statistics;

namespace DeepAnatomy.Evaluation.Agreement;

/// <summary>An intraclass correlation with its 95 % confidence interval.</summary>
/// <param name="Form">Shrout and Fleiss's form, for example <c>ICC(2,1) absolute agreement</c>.</param>
/// <param name="Value">The coefficient.</param>
/// <param name="Low">Lower limit (McGraw and Wong 1996); NaN, as the upper one, where raters agree fully.</param>
/// <param name="High">Upper limit.</param>
public sealed record IccResult(string Form, double Value, double Low, double High);

/// <summary>Two-way analysis of variance of cases × raters and the six intraclass correlations (Shrout and Fleiss 1979; intervals by McGraw and Wong 1996).</summary>
public sealed class IntraclassCorrelation
{
    readonly double n;
    readonly double k;

    /// <summary>Analyses ratings.</summary>
    /// <param name="ratings">One row per case, one column per rater, no missing values.</param>
    /// <exception cref="ArgumentException">Fewer than two cases or raters, or rows of unequal length.</exception>
    public IntraclassCorrelation(IReadOnlyList<double[]> ratings)
    {
        if (ratings.Count < 2 || ratings[0].Length < 2 || ratings.Any(r => r.Length != ratings[0].Length))
        {
            throw new ArgumentException("Needs at least two cases and two raters, and every case rated by all.", nameof(ratings));
        }

        (n, k) = (ratings.Count, ratings[0].Length);
        var grand = ratings.Average(r => r.Average());
        var total = ratings.Sum(r => r.Sum(v => (v - grand) * (v - grand)));
        var rows = k * ratings.Sum(r => Square(r.Average() - grand));
        var columns = n * Enumerable.Range(0, (int)k).Sum(c => Square(ratings.Average(r => r[c]) - grand));
        MeanSquareCases = rows / (n - 1);
        MeanSquareRaters = columns / (k - 1);
        MeanSquareError = Cleaned(total - rows - columns) / ((n - 1) * (k - 1));
        MeanSquareWithin = Cleaned(total - rows) / (n * (k - 1));

        // What rounding leaves of nothing is nothing: raters who agree fully have no error.
        double Cleaned(double sum) => sum > 1e-14 * total ? sum : 0;
    }

    /// <summary>Mean square between cases (MSR).</summary>
    public double MeanSquareCases { get; }

    /// <summary>Mean square between raters (MSC).</summary>
    public double MeanSquareRaters { get; }

    /// <summary>Residual mean square (MSE).</summary>
    public double MeanSquareError { get; }

    /// <summary>Mean square within cases (MSW).</summary>
    public double MeanSquareWithin { get; }

    /// <summary>Standard error of measurement, √MSE.</summary>
    public double StandardErrorOfMeasurement => Math.Sqrt(MeanSquareError);

    /// <summary>Minimal detectable change at 95 %: 1.96 √2 SEM.</summary>
    public double MinimalDetectableChange95 => 1.96 * Math.Sqrt(2) * StandardErrorOfMeasurement;

    /// <summary>ICC(1,1): each case by other raters.</summary>
    public IccResult OneWaySingle => OneWay("ICC(1,1)", average: false);

    /// <summary>ICC(1,k).</summary>
    public IccResult OneWayAverage => OneWay("ICC(1,k)", average: true);

    /// <summary>ICC(2,1), absolute agreement.</summary>
    public IccResult AbsoluteSingle
    {
        get
        {
            var value = (MeanSquareCases - MeanSquareError) / (MeanSquareCases + ((k - 1) * MeanSquareError) + (k * (MeanSquareRaters - MeanSquareError) / n));
            var (low, high) = AbsoluteLimits(value);
            return new("ICC(2,1) absolute agreement", value, low, high);
        }
    }

    /// <summary>ICC(2,k), absolute agreement of the mean of all raters.</summary>
    public IccResult AbsoluteAverage
    {
        get
        {
            var value = (MeanSquareCases - MeanSquareError) / (MeanSquareCases + ((MeanSquareRaters - MeanSquareError) / n));
            var (low, high) = AbsoluteLimits(AbsoluteSingle.Value);
            return new("ICC(2,k) absolute agreement", value, SpearmanBrown(low), SpearmanBrown(high));
        }
    }

    /// <summary>ICC(3,1), consistency: hides a bias between raters.</summary>
    public IccResult ConsistencySingle => Consistency("ICC(3,1) consistency", average: false);

    /// <summary>ICC(3,k), consistency of the mean of all raters.</summary>
    public IccResult ConsistencyAverage => Consistency("ICC(3,k) consistency", average: true);

    IccResult OneWay(string form, bool average)
    {
        var f = MeanSquareCases / MeanSquareWithin;
        return FromF(form, f, n - 1, n * (k - 1), average);
    }

    IccResult Consistency(string form, bool average)
    {
        var f = MeanSquareCases / MeanSquareError;
        return FromF(form, f, n - 1, (n - 1) * (k - 1), average);
    }

    IccResult FromF(string form, double f, double d1, double d2, bool average)
    {
        if (!double.IsFinite(f))
        {
            return new(form, double.IsNaN(f) ? double.NaN : 1, double.NaN, double.NaN);
        }

        var low = f / Distributions.FisherQuantile(0.975, d1, d2);
        var high = f * Distributions.FisherQuantile(0.975, d2, d1);
        double Single(double x) => (x - 1) / (x + k - 1);
        double Mean(double x) => 1 - (1 / x);
        return average ? new(form, Mean(f), Mean(low), Mean(high)) : new(form, Single(f), Single(low), Single(high));
    }

    (double Low, double High) AbsoluteLimits(double icc)
    {
        if (!(icc < 1))
        {
            return (double.NaN, double.NaN);
        }

        var a = k * icc / (n * (1 - icc));
        var b = 1 + (k * icc * (n - 1) / (n * (1 - icc)));
        var v = Square((a * MeanSquareRaters) + (b * MeanSquareError))
            / ((Square(a * MeanSquareRaters) / (k - 1)) + (Square(b * MeanSquareError) / ((n - 1) * (k - 1))));
        var fLow = Distributions.FisherQuantile(0.975, n - 1, v);
        var fHigh = Distributions.FisherQuantile(0.975, v, n - 1);
        var spread = (k * MeanSquareRaters) + (((k * n) - k - n) * MeanSquareError);
        return (
            n * (MeanSquareCases - (fLow * MeanSquareError)) / ((fLow * spread) + (n * MeanSquareCases)),
            n * ((fHigh * MeanSquareCases) - MeanSquareError) / (spread + (n * fHigh * MeanSquareCases)));
    }

    double SpearmanBrown(double single) => k * single / (1 + ((k - 1) * single));

    static double Square(double x) => x * x;
}
