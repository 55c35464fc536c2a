using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace DeepAnatomy.Torch.Layers;

/// <summary>An activation with Keras's formula.</summary>
/// <param name="Apply">The function; the second argument says whether the input may be written over.</param>
/// <param name="IsElementwise">True when it looks at each number alone, so that the order of the axes does not matter.</param>
sealed record ActivationFunction(Func<torch.Tensor, bool, torch.Tensor> Apply, bool IsElementwise = true)
{
    /// <summary>None.</summary>
    public static ActivationFunction Linear { get; } = new((x, _) => x);

    /// <summary>True for <see cref="Linear"/>.</summary>
    public bool IsLinear => ReferenceEquals(this, Linear);

    /// <summary>The function of a layer's setting; refused and linear when it is not known.</summary>
    public static ActivationFunction Of(Activation activation, LayerContext context)
    {
        var found = activation.Layer is { } layer ? Of(layer) : Named(activation.Name);
        if (found is null)
        {
            context.Refuse($"has the activation {activation.Name}, which cannot be computed here; use one of Keras's named activations");
        }

        return found ?? Linear;
    }

    /// <summary>The function that a layer without weights is, or null.</summary>
    public static ActivationFunction? Of(Layer layer) => layer switch
    {
        ActivationLayer { Function.Layer: { } inner } => Of(inner),
        ActivationLayer named => Named(named.Function.Name),
        ReLU relu => Rectified(relu),
        LeakyReLU leaky => Leaky(leaky.NegativeSlope),
        ELU elu => new((x, inPlace) => functional.elu(x, elu.Alpha, inPlace)),
        Softmax softmax => Softmax([.. softmax.Axis]),
        Operation operation => OperationActivations.Find(operation),
        _ => null,
    };

    /// <summary>max(x, 0) + slope × min(x, 0).</summary>
    public static ActivationFunction Leaky(double slope) => new((x, inPlace) => inPlace && slope > 0 ? x.leaky_relu_(slope) : x.leaky_relu(slope));

    /// <summary>exp(x) over its sum along the axes.</summary>
    public static ActivationFunction Softmax(params long[] axes) => new(
        (x, _) => axes.Length == 1 ? x.softmax(axes[0]) : (x - ReductionOperations.LogSumExp(x, axes, true)).exp(),
        IsElementwise: false);

    static ActivationFunction? Named(string name) => name switch
    {
        "linear" => Linear,
        "softmax" => Softmax(-1),
        "log_softmax" => new((x, _) => x.log_softmax(-1), IsElementwise: false),
        "sparsemax" => new((x, _) => ActivationFormulas.Sparsemax(x, -1), IsElementwise: false),
        "glu" => new((x, _) => functional.glu(x, -1), IsElementwise: false),
        _ => ActivationFormulas.Find(name) is { } function ? new(function) : null,
    };

    // Keras's order of operations, which matters where ceiling, slope and threshold meet.
    static ActivationFunction Rectified(ReLU layer)
    {
        if (layer is { Ceiling: null, Threshold: 0 })
        {
            return layer.NegativeSlope == 0 ? Named("relu")! : Leaky(layer.NegativeSlope);
        }

        return new((x, _) =>
        {
            var result = layer.Threshold == 0 ? x.relu() : x * x.gt(layer.Threshold);
            result = layer.Ceiling is { } ceiling ? result.clamp(0, ceiling) : result;
            return layer.NegativeSlope == 0 ? result : result - (layer.NegativeSlope * (layer.Threshold - x).relu());
        });
    }
}
