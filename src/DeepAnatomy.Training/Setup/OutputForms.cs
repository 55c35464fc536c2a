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

    /// <summary>Why a network of unknown form cannot be trained, and what to do.</summary>
    /// <param name="network">A network whose form is <see cref="OutputForm.Unknown"/>.</param>
    public static string Refusal(Network network) => network.Layers[network.Outputs[0].Layer] switch
    {
        ActivationLayer { Function.Name: "sigmoid" } or Convolution { Activation.Name: "sigmoid" } or Dense { Activation.Name: "sigmoid" } or ConvolutionTranspose { Activation.Name: "sigmoid" }
            => "The network ends in sigmoid: each output is a region of its own, and regions may overlap. Only classes that exclude each other can be trained; end it in softmax, and form regions as unions of labels (data.classes).",
        _ => "The network does not end in softmax or bare values (logits), which a training of classes that exclude each other needs.",
    };

    static OutputForm Of(Activation activation) => activation.Name switch
    {
        "softmax" or "Softmax" => OutputForm.Probabilities,
        "linear" => OutputForm.Logits,
        _ => OutputForm.Unknown,
    };
}
