using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Torch.Schedules;

namespace DeepAnatomy.Torch.Optimizers;

/// <summary>What all optimizers of Keras have in common.</summary>
sealed record OptimizerSettings
{
    /// <summary>Learning rate by step.</summary>
    public required Schedule Schedule { get; init; }

    /// <summary>Share of the weights, times the learning rate, that every step takes away; null for none.</summary>
    public double? WeightDecay { get; init; }

    /// <summary>Largest norm of the gradient of one weight.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>Largest norm of all gradients together.</summary>
    public double? GlobalClipNorm { get; init; }

    /// <summary>Largest size of one element of a gradient.</summary>
    public double? ClipValue { get; init; }

    /// <summary>Momentum of the average of the weights; null without average.</summary>
    public double? AverageMomentum { get; init; }

    /// <summary>Steps after which the average replaces the weights, again and again; null for never.</summary>
    public int? AverageOverwriteFrequency { get; init; }

    /// <summary>Factor on the loss that the gradients are freed from again.</summary>
    public double? LossScale { get; init; }

    /// <summary>Batches whose gradients make one step.</summary>
    public int AccumulationSteps { get; init; } = 1;

    /// <summary>Reads the settings.</summary>
    /// <param name="settings">Configuration of the optimizer.</param>
    /// <param name="learningRate">Default learning rate of its class.</param>
    /// <param name="weightDecay">Default decay of its class.</param>
    /// <exception cref="ArgumentException">A setting is not known, out of range, or excludes another.</exception>
    public static OptimizerSettings Read(ObjectSettings settings, double learningRate, double? weightDecay)
    {
        var name = settings.Source.ClassName;
        var decayIsGiven = settings.Source.Config.ContainsKey("weight_decay");
        var (average, momentum, frequency) = (settings.Flag("use_ema", false), settings.Number("ema_momentum", 0.99), settings.OptionalInteger("ema_overwrite_frequency"));
        var accumulation = settings.OptionalInteger("gradient_accumulation_steps");
        settings.Ignore("jit_compile", "is_legacy_optimizer");
        var result = new OptimizerSettings
        {
            Schedule = Schedule.Create(settings.Take("learning_rate"), learningRate),
            WeightDecay = settings.OptionalNumber("weight_decay") ?? (decayIsGiven ? null : weightDecay),
            ClipNorm = Positive(settings.OptionalNumber("clipnorm")),
            GlobalClipNorm = Positive(settings.OptionalNumber("global_clipnorm")),
            ClipValue = Positive(settings.OptionalNumber("clipvalue")),
            AverageMomentum = average ? momentum : null,
            AverageOverwriteFrequency = average ? frequency : null,
            LossScale = settings.OptionalNumber("loss_scale_factor"),
            AccumulationSteps = accumulation is null or 0 ? 1 : accumulation.Value,
        };
        if (new[] { result.ClipNorm, result.GlobalClipNorm, result.ClipValue }.Count(limit => limit is not null) > 1)
        {
            throw new ArgumentException($"{name}: only one of 'clipnorm', 'clipvalue' and 'global_clipnorm' can be set.");
        }

        if (average && momentum is not (>= 0 and <= 1))
        {
            throw new ArgumentException($"{name}: 'ema_momentum' is {momentum} and should be between 0 and 1.");
        }

        if (frequency < 1 || (accumulation is not (null or 0) && accumulation < 2))
        {
            throw new ArgumentException($"{name}: 'ema_overwrite_frequency' should be at least 1 and 'gradient_accumulation_steps' at least 2.");
        }

        return result;
    }

    // As in Keras, a limit of zero is none.
    static double? Positive(double? limit) => limit > 0 ? limit : null;
}
