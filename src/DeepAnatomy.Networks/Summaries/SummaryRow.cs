using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Networks.Summaries;

/// <summary>One line of a summary.</summary>
/// <param name="Path">Layer names from the outermost model inwards, joined with <c>/</c>.</param>
/// <param name="Name">Name of the layer.</param>
/// <param name="ClassName">Its class in Keras.</param>
/// <param name="Depth">0 for layers of the outermost model, 1 for those of a model inside it ….</param>
/// <param name="Outputs">Shapes of what its first call gives; empty when they could not be found.</param>
/// <param name="Parameters">Elements of its weights, those inside it included.</param>
/// <param name="IsTrainable">False when training leaves the weights as they are.</param>
/// <param name="ConnectedTo">Where its tensors come from, as Keras writes it: <c>name[call][output]</c>.</param>
/// <param name="MultiplyAdds">Multiplications with addition of all its calls for one element of the batch; null when a size is not known.</param>
public sealed record SummaryRow(string Path, string Name, string ClassName, int Depth, ImmutableArray<TensorShape> Outputs, long Parameters, bool IsTrainable, ImmutableArray<string> ConnectedTo, long? MultiplyAdds);
