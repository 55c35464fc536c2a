using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Networks.Onnx;

/// <summary>Layers with several inputs in ONNX.</summary>
static class MergeNodes
{
    public static OnnxTensor Merge(LayerCall call, Merge layer) => layer switch
    {
        Add => Chain(call, "Add"),
        Multiply => Chain(call, "Mul"),
        Subtract => Chain(call, "Sub"),
        Maximum => Chain(call, "Max"),
        Minimum => Chain(call, "Min"),
        Average => Chain(call, "Add").Map(call.Graph, sum => call.Graph.Node("Div", [sum, call.Graph.Constant(call.Inputs.Length)])),
        _ => throw new NotExpressibleException($"The layer '{layer.ClassName}' is not among those that can be exported."),
    };

    public static OnnxTensor Concatenate(LayerCall call, int axis)
    {
        var (graph, inputs) = (call.Graph, call.Inputs);
        return inputs.All(input => input.IsMoved)
            ? OnnxTensor.OfMoved(call.Output, graph.Node("Concat", [.. inputs.Select(input => input.Moved(graph))], ("axis", (long)inputs[0].MovedAxis(axis))))
            : OnnxTensor.OfNative(call.Output, graph.Node("Concat", [.. inputs.Select(input => input.Native(graph))], ("axis", (long)inputs[0].Axis(axis))));
    }

    static OnnxTensor Chain(LayerCall call, string operation)
    {
        var (graph, inputs) = (call.Graph, call.Inputs);
        var rank = inputs.Max(input => input.Shape.Rank);
        if (inputs.Any(input => input.IsMoved) && inputs.All(input => input.Shape.Rank == rank))
        {
            return OnnxTensor.OfMoved(call.Output, Chain(graph, operation, [.. inputs.Select(input => input.Moved(graph))]));
        }

        return OnnxTensor.OfNative(call.Output, Chain(graph, operation, [.. inputs.Select(input => Stretched(graph, input, rank))]));
    }

    static string Chain(OnnxGraph graph, string operation, ImmutableArray<string> names) => names.Skip(1).Aggregate(names[0], (sum, next) => graph.Node(operation, [sum, next]));

    /// <summary>Keras puts missing axes behind the batch axis.</summary>
    static string Stretched(OnnxGraph graph, OnnxTensor tensor, int rank)
    {
        var missing = rank - tensor.Shape.Rank;
        return missing == 0 ? tensor.Native(graph) : graph.Node("Unsqueeze", [tensor.Native(graph), graph.Integers([.. Enumerable.Range(1, missing).Select(axis => (long)axis)])]);
    }
}
