namespace DeepAnatomy.Evaluation.Statistics;

/// <summary>A test statistic with its p-value.</summary>
/// <param name="Statistic">The statistic.</param>
/// <param name="P">Two-sided p-value.</param>
public readonly record struct TestResult(double Statistic, double P);

/// <summary>Result of two one-sided tests for equivalence.</summary>
/// <param name="Margin">The margin within which a mean difference does not matter, in the unit of the differences.</param>
/// <param name="PLower">p against «mean difference ≤ −margin» (non-inferiority).</param>
/// <param name="PUpper">p against «mean difference ≥ +margin» (non-superiority).</param>
/// <param name="P">The larger of both: p of equivalence.</param>
public readonly record struct EquivalenceResult(double Margin, double PLower, double PUpper, double P);

/// <summary>Parametric and sign tests of paired differences.</summary>
public static class PairedTests
{
    /// <summary>Student's paired t-test of mean difference zero.</summary>
    public static TestResult StudentT(ReadOnlySpan<double> differences)
    {
        Samples.Check(differences, 2, nameof(differences));
        var t = Samples.Mean(differences) / (Samples.Sd(differences) / Math.Sqrt(differences.Length));
        return new(t, double.IsNaN(t) ? 1 : Distributions.StudentTwoSided(t, differences.Length - 1));
    }

    /// <summary>Sign test, zeros left out: two-sided exact binomial p; the statistic is the number of positive differences.</summary>
    public static TestResult Sign(ReadOnlySpan<double> differences)
    {
        Samples.Check(differences, 1, nameof(differences));
        int positive = 0, negative = 0;
        foreach (var d in differences)
        {
            positive += d > 0 ? 1 : 0;
            negative += d < 0 ? 1 : 0;
        }

        return new(positive, Math.Min(1, 2 * Distributions.FairBinomialCdf(Math.Min(positive, negative), positive + negative)));
    }

    /// <summary>Two one-sided t-tests (TOST) of equivalence within ± <paramref name="margin"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The margin is not positive.</exception>
    public static EquivalenceResult Equivalence(ReadOnlySpan<double> differences, double margin)
    {
        Samples.Check(differences, 2, nameof(differences));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(margin);
        var mean = Samples.Mean(differences);
        var error = Samples.Sd(differences) / Math.Sqrt(differences.Length);
        double degrees = differences.Length - 1;
        var lower = error == 0 ? (mean > -margin ? 0 : 1) : 1 - Distributions.StudentCdf((mean + margin) / error, degrees);
        var upper = error == 0 ? (mean < margin ? 0 : 1) : Distributions.StudentCdf((mean - margin) / error, degrees);
        return new(margin, lower, upper, Math.Max(lower, upper));
    }
}
