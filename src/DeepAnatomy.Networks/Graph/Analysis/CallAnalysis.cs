using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Graph.Analysis;

/// <summary>One call of a layer with its shapes.</summary>
/// <param name="Path">Layer names from the outermost model inwards, joined with <c>/</c>.</param>
/// <param name="Layer">The layer that is called.</param>
/// <param name="Number">Which call of the layer inside its network, from 0.</param>
/// <param name="Depth">0 for calls of the outermost network, 1 for those of a network inside it ….</param>
/// <param name="Inputs">Shapes of the tensors that go in.</param>
/// <param name="Outputs">Shapes of the tensors that come out.</param>
/// <param name="MultiplyAdds">Multiplications with addition for one element of the batch, inner calls included; null when a size is not known.</param>
public sealed record CallAnalysis(string Path, Layer Layer, int Number, int Depth, ImmutableArray<TensorShape> Inputs, ImmutableArray<TensorShape> Outputs, long? MultiplyAdds);
