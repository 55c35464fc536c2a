using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Torch.Losses;
using TorchSharp;

namespace DeepAnatomy.Torch.Metrics;

/// <summary>Weighted numbers of right and wrong positives and negatives at each of some thresholds; a prediction is positive when it is above the threshold.</summary>
sealed class ConfusionCounts
{
    readonly double[] thresholds;
    readonly bool evenlySpaced;

    public ConfusionCounts(double[] thresholds, bool evenlySpaced)
    {
        (this.thresholds, this.evenlySpaced) = (thresholds, evenlySpaced);
        TruePositives = new double[thresholds.Length];
        FalsePositives = new double[thresholds.Length];
    }

    public double[] TruePositives { get; }

    public double[] FalsePositives { get; }

    /// <summary>Weight of all positives and all negatives; what is not found at a threshold is the rest.</summary>
    public double Positives { get; private set; }

    public double Negatives { get; private set; }

    public int Count => thresholds.Length;

    public double FalseNegatives(int threshold) => Positives - TruePositives[threshold];

    public double TrueNegatives(int threshold) => Negatives - FalsePositives[threshold];

    public void Reset()
    {
        Array.Clear(TruePositives);
        Array.Clear(FalsePositives);
        (Positives, Negatives) = (0, 0);
    }

    /// <summary>Adds a batch.</summary>
    /// <param name="target">Positive where not 0.</param>
    /// <param name="prediction">Of the same shape.</param>
    /// <param name="weights">Of the same shape, or null.</param>
    public void Add(torch.Tensor target, torch.Tensor prediction, torch.Tensor? weights)
    {
        var values = prediction.flatten().to_type(torch.ScalarType.Float32);
        var truth = target.flatten().ne(0).to_type(torch.ScalarType.Float64);
        var weight = weights?.flatten().to_type(torch.ScalarType.Float64) ?? torch.ones_like(truth);
        var positive = truth * weight;
        var negative = weight - positive;
        Positives += positive.sum().ToDouble();
        Negatives += negative.sum().ToDouble();
        if (evenlySpaced)
        {
            AddByBucket(values, positive, negative);
            return;
        }

        for (var index = 0; index < Count; index++)
        {
            var above = values.gt((float)thresholds[index]).to_type(torch.ScalarType.Float64);
            TruePositives[index] += above.dot(positive).ToDouble();
            FalsePositives[index] += above.dot(negative).ToDouble();
        }
    }


    // One pass for all thresholds: the bucket of a value, in Keras's arithmetic, then sums from above.
    void AddByBucket(torch.Tensor values, torch.Tensor positive, torch.Tensor negative)
    {
        var buckets = (values.clamp(0, 1) * (float)(Count - 1)).ceil() - 1;
        buckets = buckets.clamp_min(0).to_type(torch.ScalarType.Int64);
        AddFromAbove(TruePositives, buckets.bincount(positive, Count).data<double>().ToArray());
        AddFromAbove(FalsePositives, buckets.bincount(negative, Count).data<double>().ToArray());
    }

    static void AddFromAbove(double[] counts, double[] buckets)
    {
        var sum = 0.0;
        for (var index = counts.Length - 1; index >= 0; index--)
        {
            sum += buckets[index];
            counts[index] += sum;
        }
    }
}
