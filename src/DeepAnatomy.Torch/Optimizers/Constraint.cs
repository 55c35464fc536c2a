using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Torch.Engine;
using TorchSharp;

namespace DeepAnatomy.Torch.Optimizers;

/// <summary>What every step brings a weight back to. Axes are those of Keras's order.</summary>
sealed class Constraint
{
    const double Epsilon = 1e-7;

    readonly TorchVariable variable;
    readonly Func<torch.Tensor, torch.Tensor> limited;

    Constraint(TorchVariable variable, Func<torch.Tensor, torch.Tensor> limited) => (this.variable, this.limited) = (variable, limited);

    /// <summary>Creates the constraint that Keras serialised.</summary>
    /// <exception cref="ArgumentException">The constraint or one of its settings is not known.</exception>
    public static Constraint Create(ConfigObject source, TorchVariable variable)
    {
        var settings = new ObjectSettings(source);
        var limited = Function(settings);
        settings.RefuseRest();
        return new(variable, limited);
    }

    /// <summary>Changes the weight.</summary>
    public void Apply() => variable.InKerasOrder(weight => limited(weight));

    static Func<torch.Tensor, torch.Tensor> Function(ObjectSettings settings)
    {
        switch (ConfigObject.Key(settings.Source.ClassName))
        {
            case "nonneg":
                return weight => weight.clamp_min(0);
            case "maxnorm":
                var (limit, axes) = (settings.Number("max_value", 2), Axes(settings));
                return weight => Scaled(weight, Norm(weight, axes), norm => norm.clamp(0, limit));
            case "unitnorm":
                var along = Axes(settings);
                return weight => weight / (Norm(weight, along) + Epsilon);
            case "minmaxnorm":
                var (low, high, rate, over) = (settings.Number("min_value", 0), settings.Number("max_value", 1), settings.Number("rate", 1), Axes(settings));
                return weight => Scaled(weight, Norm(weight, over), norm => (norm.clamp(low, high) * rate) + (norm * (1 - rate)));
            default:
                throw new ArgumentException($"The constraint {settings.Source.ClassName} is not known; there are MaxNorm, MinMaxNorm, NonNeg and UnitNorm.");
        }
    }

    static torch.Tensor Scaled(torch.Tensor weight, torch.Tensor norm, Func<torch.Tensor, torch.Tensor> wanted) => weight * (wanted(norm) / (norm + Epsilon));

    static torch.Tensor Norm(torch.Tensor weight, long[] axes) => weight.square().sum(axes, keepdim: true).sqrt();

    static long[] Axes(ObjectSettings settings) => settings.Integers("axis") is { } axes ? [.. axes.Select(axis => (long)axis)] : [0];
}
