using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Torch.Engine;
using DeepAnatomy.Torch.Losses;
using DeepAnatomy.Torch.Steps;
using DeepAnatomy.Training.Configuration;
using DeepAnatomy.Training.Loop;
using DeepAnatomy.Training.Sampling;
using DeepAnatomy.Training.Setup;
using TorchSharp;
using Batch = DeepAnatomy.Training.Sampling.Batch;

namespace DeepAnatomy.Torch.Loop;

/// <summary>Trains on libtorch. With several outputs (deep supervision) each further one counts half of the one before, as in nnU-Net.</summary>
public sealed class TorchTrainingEngine : ITrainingEngine
{
    readonly TorchNetwork network;
    readonly TrainingStep step;
    readonly ImmutableArray<PartialLoss> losses;
    readonly PackedTargets targets = new();
    readonly WeightWatch watch;
    bool measures;
    bool usesAverages;
    bool isDisposed;

    TorchTrainingEngine(TorchNetwork network, TrainingStep step, ImmutableArray<PartialLoss> losses)
    {
        (this.network, this.step, this.losses) = (network, step, losses);
        watch = new(network.TrainableVariables);
        step.Gate = result =>
        {
            if (measures)
            {
                watch.Before();
            }

            return result.IsFinite;
        };
    }

    /// <summary>Makes an engine. Loads libtorch if nothing has yet, and sets its threads.</summary>
    /// <param name="model">The model, with the state of the optimizer where it goes on.</param>
    /// <param name="configuration">Loss, optimizer, threads.</param>
    /// <exception cref="ArgumentException">The state does not fit the optimizer, or the network the loss.</exception>
    /// <exception cref="UnsupportedNetworkException">The network holds what the engine cannot compute.</exception>
    /// <exception cref="TorchUnavailableException">libtorch cannot be loaded on this system.</exception>
    public static TorchTrainingEngine Create(Model model, TrainingConfiguration configuration)
    {
        TorchRuntime.Initialise(configuration.Executor.Threads > 0 ? configuration.Executor.Threads : Environment.ProcessorCount);
        var network = TorchNetwork.Load(model, new() { Purpose = EnginePurpose.Training, Seed = configuration.Seed });
        try
        {
            var outputs = model.Network.Outputs.Length;
            ImmutableArray<PartialLoss> losses = [.. Enumerable.Range(0, outputs).Select(_ => new PartialLoss(configuration.Loss, OutputForms.Of(model.Network)))];
            var all = Enumerable.Range(0, outputs).Sum(n => Math.Pow(0.5, n));
            var compilation = new Compilation(OptimizerOf(configuration.Optimizer), null, null, null);
            var step = TrainingStep.Compile(network, compilation, [.. losses.Select(loss => loss.Loss)], [.. Enumerable.Range(0, outputs).Select(n => Math.Pow(0.5, n) / all)], model.OptimizerState);
            return new(network, step, losses);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public StepReport Train(Batch batch, StepOrder order)
    {
        using var scope = torch.NewDisposeScope();
        var image = torch.tensor(batch.Image, batch.Shape.ImageDimensions);
        measures = order.Measures;
        PatchOverlap? overlap = null;
        losses[0].Look = measures ? prediction => overlap = OverlapOf(prediction, batch) : null;
        step.Optimizer.LearningRate = (float)order.LearningRate;
        var result = step.Train(new([image], targets.Of(batch, network.Network)), order.Seed);
        return new(result.Loss, losses[0].LastParts, result.GradientNorm ?? 0, result.Updated, overlap, measures && result.Updated ? watch.After() : default);
    }

    /// <inheritdoc/>
    public double Judge(Batch batch, Span<byte> classes)
    {
        using var scope = torch.NewDisposeScope();
        byte[] said = [];
        losses[0].Look = prediction => said = Classes(prediction);
        var result = step.Evaluate(new([torch.tensor(batch.Image, batch.Shape.ImageDimensions)], targets.Of(batch, network.Network)));
        losses[0].Look = null;
        said.CopyTo(classes);
        return batch.CountedVoxels > 0 ? result.Loss : double.NaN;
    }

    /// <inheritdoc/>
    public IDisposable UseAverages() => new Exchange(this);

    /// <inheritdoc/>
    public Model Snapshot() => usesAverages ? step.ToModel() with { OptimizerState = null, Compilation = null } : step.ToModel();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        watch.Dispose();
        step.Dispose();
        network.Dispose();
    }

    static byte[] Classes(torch.Tensor output) => output.argmax(-1).to_type(torch.ScalarType.Byte).contiguous().data<byte>().ToArray();

    static PatchOverlap OverlapOf(torch.Tensor prediction, Batch batch)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var (said, classes) = (Classes(prediction), (int)prediction.shape[^1]);
        var (hits, predicted, drawn) = (new long[classes], new long[classes], new long[classes]);
        for (var n = 0; n < said.Length; n++)
        {
            if (batch.Weights[n] > 0)
            {
                predicted[said[n]]++;
                drawn[batch.Labels[n]]++;
                hits[said[n]] += said[n] == batch.Labels[n] ? 1 : 0;
            }
        }

        return new([.. hits], [.. predicted], [.. drawn]);
    }

    static ConfigObject OptimizerOf(OptimizerSettings settings)
    {
        var config = new JsonObject
        {
            ["learning_rate"] = settings.LearningRate,
            ["weight_decay"] = settings.WeightDecay > 0 ? settings.WeightDecay : null,
            ["global_clipnorm"] = settings.ClipNorm,
            ["use_ema"] = settings.EmaMomentum is not null,
            ["ema_momentum"] = settings.EmaMomentum ?? 0.99,
        };
        switch (settings)
        {
            case AdamWSettings adam:
                (config["beta_1"], config["beta_2"], config["epsilon"]) = (adam.Beta1, adam.Beta2, adam.Epsilon);
                return new("AdamW", config, "keras.optimizers");
            case SgdSettings sgd:
                (config["momentum"], config["nesterov"]) = (sgd.Momentum, sgd.Nesterov);
                return new("SGD", config, "keras.optimizers");
            default:
                throw new ArgumentException($"The optimizer {settings.GetType().Name} is not known.", nameof(settings));
        }
    }

    /// <summary>The time in which the averages stand in the place of the weights.</summary>
    sealed class Exchange : IDisposable
    {
        readonly TorchTrainingEngine engine;
        bool isOpen;

        public Exchange(TorchTrainingEngine engine)
        {
            (this.engine, isOpen) = (engine, engine.step.Optimizer.HasAverage && !engine.usesAverages);
            Turn();
        }

        public void Dispose()
        {
            Turn();
            isOpen = false;
        }

        void Turn()
        {
            if (isOpen)
            {
                engine.step.Optimizer.ExchangeAverages();
                engine.usesAverages = !engine.usesAverages;
            }
        }
    }
}
