using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Networks.Onnx;

/// <summary>One call of a layer that is to be expressed in ONNX.</summary>
/// <param name="Graph">Where the nodes go.</param>
/// <param name="Call">The call, for its constants.</param>
/// <param name="Inputs">The tensors it takes.</param>
/// <param name="Weights">Weights of the layer in Keras's order.</param>
/// <param name="Outputs">Shapes of what it gives.</param>
readonly record struct LayerCall(OnnxGraph Graph, Call Call, ImmutableArray<OnnxTensor> Inputs, ImmutableArray<NdArray> Weights, ImmutableArray<TensorShape> Outputs)
{
    public OnnxTensor Input => Inputs[0];

    public TensorShape Output => Outputs[0];

    /// <summary>One of the tensors the call takes.</summary>
    /// <param name="tensor">Which one.</param>
    public OnnxTensor Tensor(TensorRef tensor) => Inputs[Call.Tensors.ToList().IndexOf(tensor)];

    /// <summary>A weight as a constant.</summary>
    public string Weight(int index) => Graph.Constant(Weights[index]);

    /// <summary>A weight with its axes in another order, as a constant.</summary>
    public string Weight(int index, params ReadOnlySpan<int> order) => Graph.Constant(AxisOrder.Permute(Weights[index], order));
}
