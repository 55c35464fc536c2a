using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Torch.Engine;

namespace DeepAnatomy.Torch.Running;

/// <summary>A network in the layers of Keras, run by the engine; arrays lie as in Keras.</summary>
public sealed class NetworkRunner : IRunnableModel
{
    readonly TorchNetwork network;
    readonly Network graph;

    /// <summary>Makes a model ready to compute.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="UnsupportedNetworkException">It holds what the engine cannot compute; names all of it.</exception>
    public NetworkRunner(Model model)
    {
        network = TorchNetwork.Load(model);
        graph = model.Network;
        Format = model.Origin.Format;
    }

    /// <inheritdoc/>
    public string Format { get; }

    /// <inheritdoc/>
    public ImmutableArray<string> InputNames => graph.InputKeys.IsEmpty ? [.. graph.Inputs.Select(input => graph.Layers[input.Layer].Name)] : graph.InputKeys;

    /// <inheritdoc/>
    public ImmutableArray<NdArray> Run(IReadOnlyList<NdArray> inputs, CancellationToken cancellation = default) => network.Run(inputs, cancellation: cancellation).Outputs;

    /// <inheritdoc/>
    public void Dispose() => network.Dispose();
}
