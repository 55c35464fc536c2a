using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Networks.Training;
using DeepAnatomy.Torch.Engine;
using DeepAnatomy.Torch.Losses;
using DeepAnatomy.Torch.Metrics;
using DeepAnatomy.Torch.Optimizers;
using TorchSharp;

namespace DeepAnatomy.Torch.Steps;

/// <summary>
/// One step of training, as Keras's <c>train_on_batch</c>: forwards, losses with penalties, backwards, clipping, update, limits of weights, metrics.
/// The same model, batch and seed give the same bytes on the same machine with the same number of threads. One step at a time.
/// </summary>
public sealed class TrainingStep : IDisposable
{
    readonly TorchNetwork network;
    readonly Compilation compilation;
    readonly ImmutableArray<OutputHead> heads;
    double lossSum;
    double samples;

    TrainingStep(TorchNetwork network, Compilation compilation, Optimizer optimizer, ImmutableArray<OutputHead> heads) =>
        (this.network, this.compilation, Optimizer, this.heads) = (network, compilation, optimizer, heads);

    /// <summary>Changes the weights. Holds learning rate, count of steps, and state.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>Metrics of all outputs, those with sample weights after those without.</summary>
    public IEnumerable<Metric> Metrics => heads.SelectMany(head => head.Metrics.Concat(head.WeightedMetrics));

    /// <summary>Mean of the losses since <see cref="ResetMetrics"/>, each batch weighted by its size; what Keras shows. 0 before the first batch.</summary>
    public double RunningLoss => samples == 0 ? 0 : lossSum / samples;

    /// <summary>Looked at between backwards and update, when the gradients can be read from the weights' tensors; false leaves the weights as they are. Null to update always, as Keras does, also with what is not a number.</summary>
    public Func<StepResult, bool>? Gate { get; set; }

    /// <summary>Makes a network ready to be trained.</summary>
    /// <param name="network">The network, loaded for training; stays the caller's.</param>
    /// <param name="compilation">Optimizer, losses and metrics.</param>
    /// <param name="state">State to continue from, or null to start anew.</param>
    /// <exception cref="ArgumentException">Something in the compilation is not known or does not fit, or the state does not.</exception>
    public static TrainingStep Compile(TorchNetwork network, Compilation compilation, OptimizerState? state = null)
    {
        var outputs = OutputSettings.Names(network.Network);
        var losses = OutputSettings.Losses(compilation.Loss, outputs);
        var weights = OutputSettings.LossWeights(compilation.LossWeights, outputs);
        var metrics = OutputSettings.Metrics(compilation.Metrics, outputs);
        var weighted = OutputSettings.Metrics(compilation.WeightedMetrics, outputs);
        ImmutableArray<OutputHead> heads =
        [
            .. outputs.Select((_, index) => new OutputHead(
                losses[index] is { } loss ? Loss.Create(loss) : null, weights[index], [.. metrics[index].Select(Metric.Create)], [.. weighted[index].Select(Metric.Create)])),
        ];
        return Create(network, compilation, heads, state);
    }

    /// <summary>As <see cref="Compile(TorchNetwork, Compilation, OptimizerState?)"/>, with losses that Keras does not have.</summary>
    /// <param name="network">The network, loaded for training; stays the caller's.</param>
    /// <param name="compilation">The optimizer; losses and metrics in it do not count.</param>
    /// <param name="losses">For each output its loss, or null.</param>
    /// <param name="weights">For each output the weight of its loss.</param>
    /// <param name="state">State to continue from, or null to start anew.</param>
    /// <exception cref="ArgumentException">The numbers differ from that of the outputs, or the optimizer or the state do not fit.</exception>
    public static TrainingStep Compile(TorchNetwork network, Compilation compilation, IReadOnlyList<Loss?> losses, IReadOnlyList<double> weights, OptimizerState? state = null)
    {
        var outputs = network.Network.Outputs.Length;
        return losses.Count == outputs && weights.Count == outputs
            ? Create(network, compilation, [.. losses.Select((loss, index) => new OutputHead(loss, weights[index], [], []))], state)
            : throw new ArgumentException($"The network has {outputs} outputs, not {losses.Count} losses and {weights.Count} weights.", nameof(losses));
    }

    /// <summary>Learns from a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="seed">Where the noise of dropout starts in this step; null to let it run on.</param>
    /// <exception cref="ArgumentException">The batch does not fit network or losses.</exception>
    public StepResult Train(Batch batch, long? seed = null)
    {
        using var scope = torch.NewDisposeScope();
        if (seed is { } start)
        {
            network.Reseed(start);
        }

        var (total, predictions, found) = Forward(batch, training: true);
        (Optimizer.LossScale == 1 ? total : total * Optimizer.LossScale).backward();
        var result = found with { GradientNorm = Optimizer.GradientNorm() };
        result = result with { Updated = Gate?.Invoke(result) ?? true };
        if (result.Updated)
        {
            Optimizer.Apply();
        }
        else
        {
            Optimizer.Skip();
        }

        Measure(batch, predictions, result.Loss);
        return result;
    }

    /// <summary>Measures a batch without learning, as Keras's <c>test_on_batch</c>.</summary>
    /// <param name="batch">The batch.</param>
    /// <exception cref="ArgumentException">The batch does not fit network or losses.</exception>
    public StepResult Evaluate(Batch batch)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var (_, predictions, result) = Forward(batch, training: false);
        Measure(batch, predictions, result.Loss);
        return result;
    }

    /// <summary>Starts metrics and running loss anew, as at the start of an epoch.</summary>
    public void ResetMetrics()
    {
        (lossSum, samples) = (0, 0);
        foreach (var metric in Metrics)
        {
            metric.Reset();
        }
    }

    /// <summary>The model as it is now, with its compilation (the learning rate as it is now) and the state of the optimizer: what Keras saves. A <c>LossScaleOptimizer</c> is left away, as it had nothing to do.</summary>
    public Model ToModel() => network.ToModel() with { Compilation = compilation with { Optimizer = Current(compilation.Optimizer!) }, OptimizerState = Optimizer.State() };

    /// <summary>Releases the optimizer; the network stays.</summary>
    public void Dispose() => Optimizer.Dispose();

    static TrainingStep Create(TorchNetwork network, Compilation compilation, ImmutableArray<OutputHead> heads, OptimizerState? state)
    {
        if (heads.All(head => head.Loss is null))
        {
            throw new ArgumentException("The compilation has no loss.", nameof(compilation));
        }

        if (network.TrainableVariables.Any(variable => !variable.Tensor.requires_grad))
        {
            throw new ArgumentException("The network was not loaded for training.", nameof(network));
        }

        var optimizer = Optimizer.Create(compilation.Optimizer ?? throw new ArgumentException("The compilation has no optimizer.", nameof(compilation)), network.TrainableVariables);
        try
        {
            if (state is not null)
            {
                optimizer.Load(state);
            }

            return new(network, compilation, optimizer, heads);
        }
        catch (ArgumentException)
        {
            optimizer.Dispose();
            throw;
        }
    }

    ConfigObject Current(ConfigObject source)
    {
        if (OptimizerCatalogue.Wrapped(source) is { } inner)
        {
            return Current(inner);
        }

        if (Optimizer.HasSchedule)
        {
            return source;
        }

        var config = source.Config.DeepClone().AsObject();
        config["learning_rate"] = (double)Optimizer.LearningRate;
        return source with { Config = config };
    }

    (torch.Tensor Total, IReadOnlyList<torch.Tensor> Predictions, StepResult Result) Forward(Batch batch, bool training)
    {
        if (batch.Targets.Count != heads.Length || (batch.Weights is { } given && given.Count != heads.Length))
        {
            throw new ArgumentException($"The network has {heads.Length} outputs, but the batch {batch.Targets.Count} targets.", nameof(batch));
        }

        var predictions = network.Forward(batch.Inputs, training);
        var penalties = network.RegularizationLoss();
        var (total, values) = ((torch.Tensor?)null, new double[heads.Length]);
        for (var index = 0; index < heads.Length; index++)
        {
            if (heads[index].Loss is not { } loss)
            {
                continue;
            }

            var value = loss.Compute(batch.Targets[index], predictions[index], batch.Weights?[index]);
            if (value.dim() > 0)
            {
                throw new ArgumentException($"The loss {loss.Name} gives {value.numel()} numbers instead of one; choose a reduction.", nameof(batch));
            }

            values[index] = value.ToDouble();
            var part = heads[index].Weight == 1 ? value : value * heads[index].Weight;
            total = total is null ? part : total + part;
        }

        total = total! + penalties;
        return (total, predictions, new(total.ToDouble(), [.. values], penalties.ToDouble()));
    }

    void Measure(Batch batch, IReadOnlyList<torch.Tensor> predictions, double loss)
    {
        lossSum += loss * batch.Size;
        samples += batch.Size;
        for (var index = 0; index < heads.Length; index++)
        {
            foreach (var metric in heads[index].Metrics)
            {
                metric.Update(batch.Targets[index], predictions[index]);
            }

            foreach (var metric in heads[index].WeightedMetrics)
            {
                metric.Update(batch.Targets[index], predictions[index], batch.Weights?[index]);
            }
        }
    }
}
