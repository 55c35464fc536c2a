using DeepAnatomy.Evaluation.Statistics;

namespace DeepAnatomy.Evaluation.Surfaces;

/// <summary>How a percentile of the surface distances is taken.</summary>
public enum PercentileRule
{
    /// <summary>The larger of the two directed percentiles, linear interpolation (MetricsReloaded, MONAI).</summary>
    MaximumOfDirected,

    /// <summary>The percentile of both lists together, linear interpolation (medpy, panoptica).</summary>
    Pooled,

    /// <summary>The larger of the two directed percentiles of area, without interpolation (surface-distance).</summary>
    AreaStep,
}

/// <summary>How the share of the surface within a tolerance is taken.</summary>
public enum SurfaceDiceRule
{
    /// <summary>Both surfaces together: elements, or areas where they have them.</summary>
    Pooled,

    /// <summary>Mean of the two directed shares (panoptica).</summary>
    MeanOfDirected,
}

/// <summary>Metrics of surface distances; all in mm. Sources of each convention: SEMANTICS.md.</summary>
public static class SurfaceMetrics
{
    /// <summary>Hausdorff distance: the largest distance of all.</summary>
    public static double HausdorffMm(SurfaceDistances d) => Math.Max(Maximum(d.ReferenceToPrediction.Mm), Maximum(d.PredictionToReference.Mm));

    /// <summary>A percentile of the distances, for example 95.</summary>
    public static double PercentileMm(SurfaceDistances d, double percent, PercentileRule rule) => rule switch
    {
        PercentileRule.Pooled => Percentile([.. d.ReferenceToPrediction.Mm, .. d.PredictionToReference.Mm], percent),
        PercentileRule.AreaStep => Math.Max(AreaStep(d.ReferenceToPrediction, percent), AreaStep(d.PredictionToReference, percent)),
        _ => Math.Max(Percentile([.. d.ReferenceToPrediction.Mm], percent), Percentile([.. d.PredictionToReference.Mm], percent)),
    };

    /// <summary>Average symmetric surface distance: the mean over both surfaces together.</summary>
    public static double AverageSymmetricMm(SurfaceDistances d) =>
        (d.ReferenceToPrediction.WeightedSum + d.PredictionToReference.WeightedSum) / (d.ReferenceToPrediction.TotalWeight + d.PredictionToReference.TotalWeight);

    /// <summary>Mean average surface distance: the mean of the two directed means.</summary>
    public static double MeanAverageMm(SurfaceDistances d)
    {
        var (toPrediction, toReference) = DirectedMeansMm(d);
        return (toPrediction + toReference) / 2;
    }

    /// <summary>The two directed means, reference to prediction first.</summary>
    public static (double ReferenceToPredictionMm, double PredictionToReferenceMm) DirectedMeansMm(SurfaceDistances d) => (
        d.ReferenceToPrediction.WeightedSum / d.ReferenceToPrediction.TotalWeight,
        d.PredictionToReference.WeightedSum / d.PredictionToReference.TotalWeight);

    /// <summary>Normalised surface distance (surface Dice): the share of both surfaces that lies within a tolerance of the other.</summary>
    /// <param name="d">Distances.</param>
    /// <param name="toleranceMm">Tolerance, inclusive.</param>
    /// <param name="rule">How both directions are put together.</param>
    /// <param name="slack">Added to the tolerance, against rounding: the product adds 1e-6 × max(1, tolerance), other tools nothing.</param>
    public static double SurfaceDice(SurfaceDistances d, double toleranceMm, SurfaceDiceRule rule, double slack = 0)
    {
        var limit = toleranceMm + slack;
        var (a, b) = (Within(d.ReferenceToPrediction, limit), Within(d.PredictionToReference, limit));
        var (wa, wb) = (d.ReferenceToPrediction.TotalWeight, d.PredictionToReference.TotalWeight);
        return rule == SurfaceDiceRule.MeanOfDirected ? ((a / wa) + (b / wb)) / 2 : (a + b) / (wa + wb);
    }

    static double Within(DirectedDistances d, double limit)
    {
        double sum = 0;
        var within = 0;
        for (var n = 0; n < d.Mm.Length; n++)
        {
            if (d.Mm[n] <= limit)
            {
                within++;
                sum += d.Weights.Length == 0 ? 1 : d.Weights[n];
            }
        }

        // All of it is exactly 1, whatever the order of the sum.
        return within == d.Mm.Length ? d.TotalWeight : sum;
    }

    static double Maximum(double[] values) => values.Length == 0 ? double.NaN : values.Max();

    static double Percentile(double[] values, double percent)
    {
        if (values.Length == 0)
        {
            return double.NaN;
        }

        var at = percent / 100 * (values.Length - 1);
        var below = (int)Math.Floor(at);
        var low = OrderStatistic.Select(values, below);
        if (below + 1 >= values.Length)
        {
            return low;
        }

        var high = Minimum(values.AsSpan(below + 1));
        var t = at - below;
        return t >= 0.5 ? high - ((high - low) * (1 - t)) : low + ((high - low) * t);
    }

    static double Minimum(ReadOnlySpan<double> values)
    {
        var least = double.PositiveInfinity;
        foreach (var value in values)
        {
            least = Math.Min(least, value);
        }

        return least;
    }

    // The first distance at which the accumulated share of the area reaches the percentage.
    static double AreaStep(DirectedDistances d, double percent)
    {
        if (d.Mm.Length == 0)
        {
            return double.PositiveInfinity;
        }

        var (mm, area) = ((double[])d.Mm.Clone(), d.Weights.Length == 0 ? Ones(d.Mm.Length) : (double[])d.Weights.Clone());
        Array.Sort(mm, area);
        double total = Samples.Sum(area), sum = 0;
        for (var n = 0; n < mm.Length; n++)
        {
            sum += area[n];
            if (sum / total >= percent / 100)
            {
                return mm[n];
            }
        }

        return mm[^1];
    }

    static double[] Ones(int count)
    {
        var ones = new double[count];
        Array.Fill(ones, 1);
        return ones;
    }
}
