using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;
using TorchSharp;

namespace DeepAnatomy.Torch.Metrics;

/// <summary>A measure of quality, gathered batch by batch. Formulas are those of Keras 3; sums are kept in double precision.</summary>
public abstract class Metric
{
    private protected Metric(string name) => Name = name;

    /// <summary>Name under which it is reported.</summary>
    public string Name { get; }

    /// <summary>What was gathered since <see cref="Reset"/>; several numbers for a metric with several thresholds or classes, else one. 0 before the first batch.</summary>
    public abstract ImmutableArray<double> Result { get; }

    /// <summary>Creates the metric that Keras serialised; <c>accuracy</c> and <c>crossentropy</c> choose their kind by the shapes of the first batch.</summary>
    /// <param name="source">Class or function of Keras with its settings.</param>
    /// <exception cref="ArgumentException">The metric or one of its settings is not known.</exception>
    public static Metric Create(ConfigObject source) => MetricCatalogue.Create(source);

    /// <summary>Adds a batch.</summary>
    /// <param name="target">What should come out; channels last.</param>
    /// <param name="prediction">What came out; channels last.</param>
    /// <param name="weights">Weight of each sample or pixel; null for 1.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public void Update(torch.Tensor target, torch.Tensor prediction, torch.Tensor? weights = null)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        Add(target, prediction, weights);
    }

    /// <summary>Forgets all batches.</summary>
    public abstract void Reset();

    private protected abstract void Add(torch.Tensor target, torch.Tensor prediction, torch.Tensor? weights);

    private protected static double Ratio(double numerator, double denominator) => denominator == 0 ? 0 : numerator / denominator;
}
