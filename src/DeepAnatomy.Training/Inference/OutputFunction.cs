using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Training.Inference;

/// <summary>The last function of a network, by which its scores are probabilities or not.</summary>
static class OutputFunction
{
    /// <summary>Name of the function (<c>softmax</c>, <c>sigmoid</c>, <c>linear</c> …); the layer's class where the first output is made by no function.</summary>
    public static string Of(Network network) => network.Layers[network.Outputs[0].Layer] switch
    {
        Network inner => Of(inner),
        Convolution layer => Name(layer.Activation),
        ConvolutionTranspose layer => Name(layer.Activation),
        ActivationLayer layer => Name(layer.Function),
        Softmax => "softmax",
        var other => other.ClassName,
    };

    static string Name(Activation activation) => activation.Name.ToLowerInvariant();
}
