using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Torch.Engine;

namespace DeepAnatomy.Torch.Optimizers;

/// <summary>The optimizers of Keras by name.</summary>
static class OptimizerCatalogue
{
    /// <summary>Decay of AdamW where the file says nothing.</summary>
    const double AdamWDecay = 0.004;

    /// <summary>Creates an optimizer.</summary>
    /// <exception cref="ArgumentException">The optimizer or one of its settings is not known.</exception>
    public static Optimizer Create(ConfigObject source, IReadOnlyList<TorchVariable> variables)
    {
        if (Wrapped(source) is { } inner)
        {
            return Create(inner, variables);
        }

        var settings = new ObjectSettings(source);
        var optimizer = Create(settings, variables);
        try
        {
            settings.RefuseRest();
            return optimizer;
        }
        catch (ArgumentException)
        {
            optimizer.Dispose();
            throw;
        }
    }

    /// <summary>The optimizer inside a <c>LossScaleOptimizer</c>; null for any other.</summary>
    public static ConfigObject? Wrapped(ConfigObject source) =>
        ConfigObject.Key(source.ClassName) == "lossscaleoptimizer" && source.Config["inner_optimizer"] is { } inner ? ConfigObject.Read(inner, source.Module) : null;

    static Optimizer Create(ObjectSettings settings, IReadOnlyList<TorchVariable> variables) => ConfigObject.Key(settings.Source.ClassName) switch
    {
        "sgd" => new Sgd(settings, variables),
        "rmsprop" => new RmsProp(settings, variables),
        "adam" => new Adam(settings, variables, null),
        "adamw" => new Adam(settings, variables, AdamWDecay),
        "adamax" => new Adamax(settings, variables),
        "nadam" => new Nadam(settings, variables),
        "adagrad" => new Adagrad(settings, variables),
        "adadelta" => new Adadelta(settings, variables),
        "ftrl" => new Ftrl(settings, variables),
        "lion" => new Lion(settings, variables),
        "lamb" => new Lamb(settings, variables),
        _ => throw new ArgumentException($"The optimizer {settings.Source.ClassName} is not known; there are SGD, RMSprop, Adam, AdamW, Adamax, Nadam, Adagrad, Adadelta, Ftrl, Lion and Lamb."),
    };
}
