namespace DeepAnatomy.Evaluation.Statistics;

/// <summary>How a bootstrap interval is made from the replicates.</summary>
public enum BootstrapInterval
{
    /// <summary>Quantiles of the replicates.</summary>
    Percentile,

    /// <summary>Quantiles mirrored at the estimate.</summary>
    Basic,

    /// <summary>Bias-corrected and accelerated, ties counted half (SciPy).</summary>
    BcaHalfTies,

    /// <summary>Bias-corrected and accelerated, only smaller replicates counted (R).</summary>
    BcaStrict,
}

/// <summary>An estimate with a confidence interval.</summary>
/// <param name="Estimate">The statistic of the sample.</param>
/// <param name="Low">Lower limit.</param>
/// <param name="High">Upper limit.</param>
/// <param name="Level">Confidence level, for example 0.95.</param>
/// <param name="Convention">How it was made, with seed and number of replicates.</param>
public sealed record ConfidenceInterval(double Estimate, double Low, double High, double Level, string Convention);

/// <summary>The bootstrap over cases (patients). Quantiles interpolate linearly between order statistics.</summary>
/// <remarks>Resample what is independent: give one value per patient, not one per slice.</remarks>
public sealed class Bootstrap
{
    readonly double[] replicates;
    readonly double[] jackknife;
    readonly string origin;

    Bootstrap(double estimate, double[] replicates, double[] jackknife, string origin)
    {
        (Estimate, this.jackknife, this.origin) = (estimate, jackknife, origin);
        this.replicates = [.. replicates.Order()];
    }

    /// <summary>A statistic of the cases whose indices are given.</summary>
    /// <param name="caseIndices">Indices of cases; an index may occur several times.</param>
    public delegate double Statistic(ReadOnlySpan<int> caseIndices);

    /// <summary>The statistic of the sample.</summary>
    public double Estimate { get; }

    /// <summary>The statistic of every replicate, sorted.</summary>
    public ReadOnlySpan<double> Replicates => replicates;

    /// <summary>Standard error: standard deviation of the replicates (n − 1).</summary>
    public double StandardError => Samples.Sd(replicates);

    /// <summary>Acceleration by the jackknife over cases.</summary>
    public double Acceleration
    {
        get
        {
            var mean = Samples.Mean(jackknife);
            double cubes = 0, squares = 0;
            foreach (var value in jackknife)
            {
                var d = mean - value;
                (cubes, squares) = (cubes + (d * d * d), squares + (d * d));
            }

            return squares == 0 ? 0 : cubes / (6 * Math.Pow(squares, 1.5));
        }
    }

    /// <summary>Resamples cases with a seeded generator.</summary>
    /// <param name="cases">Number of cases.</param>
    /// <param name="statistic">What is estimated; called from several threads.</param>
    /// <param name="replicates">Number of replicates.</param>
    /// <param name="seed">Seed; stored in the convention.</param>
    public static Bootstrap OfCases(int cases, Statistic statistic, int replicates = 10_000, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cases, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, 1);
        var chance = new SeededChance(seed);
        var indices = new int[replicates][];
        for (var r = 0; r < replicates; r++)
        {
            var row = indices[r] = new int[cases];
            for (var n = 0; n < cases; n++)
            {
                row[n] = chance.Below(cases);
            }
        }

        return OfIndices(cases, statistic, indices, $"B={replicates}, seed={seed}");
    }

    /// <summary>Uses given resamples.</summary>
    /// <param name="cases">Number of cases.</param>
    /// <param name="statistic">What is estimated; called from several threads.</param>
    /// <param name="indices">Case indices of every replicate.</param>
    /// <param name="origin">Where the indices come from; part of the convention.</param>
    public static Bootstrap OfIndices(int cases, Statistic statistic, IReadOnlyList<int[]> indices, string origin = "given indices")
    {
        var all = Enumerable.Range(0, cases).ToArray();
        var replicates = new double[indices.Count];
        Parallel.For(0, replicates.Length, r => replicates[r] = statistic(indices[r]));
        var jackknife = new double[cases];
        for (var n = 0; n < cases; n++)
        {
            jackknife[n] = statistic([.. all.Where(i => i != n)]);
        }

        return new(statistic(all), replicates, jackknife, origin);
    }

    /// <summary>The mean over cases as a statistic.</summary>
    /// <param name="values">One value per case.</param>
    public static Statistic MeanOf(double[] values) => cases =>
    {
        var drawn = new double[cases.Length];
        for (var n = 0; n < drawn.Length; n++)
        {
            drawn[n] = values[cases[n]];
        }

        return Samples.Mean(drawn);
    };

    /// <summary>Bias correction z₀.</summary>
    /// <param name="isHalfTies">Whether replicates equal to the estimate count half.</param>
    public double BiasCorrection(bool isHalfTies)
    {
        double less = replicates.Count(r => r < Estimate), equal = replicates.Count(r => r == Estimate);
        return Distributions.NormalQuantile((less + (isHalfTies ? equal / 2 : 0)) / replicates.Length);
    }

    /// <summary>A confidence interval.</summary>
    public ConfidenceInterval Interval(BootstrapInterval kind = BootstrapInterval.BcaHalfTies, double level = 0.95)
    {
        var (a, b) = Levels(kind, level);
        var (low, high) = (Samples.SortedQuantile(replicates, a), Samples.SortedQuantile(replicates, b));
        if (kind == BootstrapInterval.Basic)
        {
            (low, high) = ((2 * Estimate) - high, (2 * Estimate) - low);
        }

        return new(Estimate, low, high, level, $"bootstrap[{Name(kind)}, {origin}]");
    }

    /// <summary>The probabilities at which the replicates are cut.</summary>
    public (double Low, double High) Levels(BootstrapInterval kind, double level = 0.95)
    {
        var tail = (1 - level) / 2;
        if (kind is BootstrapInterval.Percentile or BootstrapInterval.Basic)
        {
            return (tail, 1 - tail);
        }

        var z0 = BiasCorrection(kind == BootstrapInterval.BcaHalfTies);
        if (!double.IsFinite(z0))
        {
            return (tail, 1 - tail);
        }

        var a = Acceleration;
        double Shifted(double p)
        {
            var z = z0 + Distributions.NormalQuantile(p);
            return Distributions.NormalCdf(z0 + (z / (1 - (a * z))));
        }

        return (Shifted(tail), Shifted(1 - tail));
    }

    static string Name(BootstrapInterval kind) => kind switch
    {
        BootstrapInterval.Percentile => "percentile",
        BootstrapInterval.Basic => "basic",
        BootstrapInterval.BcaStrict => "BCa, strict ties",
        _ => "BCa, half ties",
    };
}
