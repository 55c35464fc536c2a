using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Graph.Analysis;

/// <summary>One layer with its weights.</summary>
/// <param name="Path">Path of the layer as in <see cref="WeightSet"/>.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Depth">0 for layers of the outermost network, 1 for those inside a nested network or a wrapper ….</param>
/// <param name="Inputs">Shapes of the tensors of the first call.</param>
/// <param name="Outputs">Shapes of what the first call gives; empty for a layer inside a wrapper.</param>
/// <param name="Weights">Weights of the layer itself, in the order in which Keras stores them.</param>
/// <param name="IsTrainable">False when the layer or one around it is frozen.</param>
public sealed record LayerAnalysis(
    string Path, Layer Layer, int Depth, ImmutableArray<TensorShape> Inputs, ImmutableArray<TensorShape> Outputs, ImmutableArray<WeightSpec> Weights, bool IsTrainable)
{
    /// <summary>Elements of all weights, those of the layers inside included.</summary>
    public long Parameters { get; init; }

    /// <summary>Elements of the weights that training changes by gradients, those of the layers inside included.</summary>
    public long TrainableParameters { get; init; }

    internal long OwnParameters => Weights.Where(weight => !weight.IsCopy).Sum(weight => weight.Count);

    internal long OwnTrainableParameters => IsTrainable ? Weights.Where(weight => weight.Trainable && !weight.IsCopy).Sum(weight => weight.Count) : 0;
}
