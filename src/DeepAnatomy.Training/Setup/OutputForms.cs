using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Training.Setup;

/// <summary>Finds what a network gives.</summary>
public static class OutputForms
{
    /// <summary>The form of the first output, by its last layer.</summary>
    public static OutputForm Of(Network network) => network.Layers[network.Outputs[0].Layer] switch
    {
        Softmax => OutputForm.Probabilities,
        ActivationLayer layer => Of(layer.Function),
        Convolution layer => Of(layer.Activation),
        Dense layer => Of(layer.Activation),
        ConvolutionTranspose layer => Of(layer.Activation),
        _ => OutputForm.Unknown,
    };

    static OutputForm Of(Activation activation) => activation.Name switch
    {
        "softmax" or "Softmax" => OutputForm.Probabilities,
        "linear" => OutputForm.Logits,
        _ => OutputForm.Unknown,
    };
}
