using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Graph.Analysis;

/// <summary>What follows from a network alone: shapes, weights, work, memory, and everything that is wrong with it.</summary>
public sealed record NetworkAnalysis
{
    /// <summary>The network.</summary>
    public required Network Network { get; init; }

    /// <summary>All calls in order, each call of a nested network followed by the calls inside it. Calls that could not be analysed are missing.</summary>
    public required ImmutableArray<CallAnalysis> Calls { get; init; }

    /// <summary>All layers that are called, in model order, each once; a nested network or wrapper is followed by what is inside it.</summary>
    public required ImmutableArray<LayerAnalysis> Layers { get; init; }

    /// <summary>Shapes of all tensors of the outermost network that could be found.</summary>
    public required IReadOnlyDictionary<TensorRef, TensorShape> Shapes { get; init; }

    /// <summary>Everything that is wrong; empty for a network that can run.</summary>
    public required ImmutableArray<Problem> Problems { get; init; }

    /// <summary>Bytes of tensors for one element of the batch: the most that are alive at once; null when a size is not known.</summary>
    public required long? PeakActivationBytes { get; init; }

    /// <summary>Bytes of all tensors together for one element of the batch; null when a size is not known.</summary>
    public required long? AllActivationBytes { get; init; }

    /// <summary>Shapes of the outputs; those that could not be found are missing.</summary>
    public ImmutableArray<TensorShape> Outputs => [.. Network.Outputs.Where(Shapes.ContainsKey).Select(output => Shapes[output])];

    /// <summary>Elements of all weights.</summary>
    public long Parameters => Layers.Sum(layer => layer.OwnParameters);

    /// <summary>Elements of the weights that training changes by gradients.</summary>
    public long TrainableParameters => Layers.Sum(layer => layer.OwnTrainableParameters);

    /// <summary>Multiplications with addition for one element of the batch; null when a size is not known.</summary>
    public long? MultiplyAdds => Calls.Where(call => call.Depth == 0).Aggregate((long?)0, (sum, call) => checked(sum + call.MultiplyAdds));

    /// <summary>Floating-point operations for one element of the batch, 2 for each multiplication with addition; null when a size is not known.</summary>
    public long? FloatingPointOperations => 2 * MultiplyAdds;

    /// <summary>Weights by path of the layer, as <see cref="WeightSet"/> holds them.</summary>
    public IEnumerable<KeyValuePair<string, ImmutableArray<WeightSpec>>> Weights =>
        Layers.Where(layer => !layer.Weights.IsEmpty).Select(layer => KeyValuePair.Create(layer.Path, layer.Weights));

    /// <summary>Analyses a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Shapes of the inputs, batch axis first; empty for those of the input layers.</param>
    public static NetworkAnalysis Of(Network network, params ImmutableArray<TensorShape> inputs)
    {
        AnalysisWalk walk = new(network);
        var (shapes, activations) = walk.Run(inputs);
        return new()
        {
            Network = network,
            Calls = [.. walk.Calls],
            Layers = [.. walk.Layers],
            Shapes = shapes,
            Problems = [.. walk.Problems],
            PeakActivationBytes = activations?.Peak,
            AllActivationBytes = activations?.All,
        };
    }

    /// <summary>Memory for running the network; null when a size is not known.</summary>
    /// <param name="batch">Elements of the batch, at least 1.</param>
    public MemoryEstimate? Inference(int batch) => PeakActivationBytes * batch is { } peak ? new(WeightBytes(false), 0, 0, peak) : null;

    /// <summary>Memory for training the network; null when a size is not known.</summary>
    /// <param name="batch">Elements of the batch, at least 1.</param>
    /// <param name="optimizerSlots">Numbers that the optimizer keeps for each trainable weight: 2 for Adam, 1 for SGD with momentum, 0 without.</param>
    public MemoryEstimate? Training(int batch, int optimizerSlots)
    {
        if ((AllActivationBytes + PeakActivationBytes) * batch is not { } activations)
        {
            return null;
        }

        var trainable = WeightBytes(true);
        return new(WeightBytes(false), trainable, optimizerSlots * trainable, activations);
    }

    long WeightBytes(bool trainable) => Layers.Sum(layer => PrecisionBytes.Weight(layer.Layer.Precision) * (trainable ? layer.OwnTrainableParameters : layer.OwnParameters));
}
