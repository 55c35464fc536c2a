using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Networks.Onnx;

/// <summary>Normalisations in ONNX.</summary>
static class NormalizationNodes
{
    public static OnnxTensor Batch(LayerCall call, BatchNormalization layer)
    {
        var format = Format(call.Input, layer.Axis);
        var channels = call.Weights[^1].Count;
        var (scale, offset) = Affine(call, layer.Scale, layer.Center, channels);
        string[] inputs = [call.Input.ChannelsFirst(call.Graph, format), scale, offset, call.Weight(call.Weights.Length - 2), call.Weight(call.Weights.Length - 1)];
        return OnnxTensor.OfChannelsFirst(call.Output, call.Graph.Node("BatchNormalization", inputs, ("epsilon", layer.Epsilon)), format);
    }

    public static OnnxTensor Group(LayerCall call, GroupNormalization layer)
    {
        var graph = call.Graph;
        var format = Format(call.Input, layer.Axis);
        var channels = call.Input.Shape[layer.Axis] ?? throw new NotExpressibleException("The number of channels is not known.");
        var (scale, offset) = Affine(call, layer.Scale, layer.Center, channels);
        var input = call.Input.ChannelsFirst(graph, format);
        if (call.Input.Shape.Rank < 3)
        {
            throw new NotExpressibleException("Groups of a tensor without spatial axes cannot be exported.");
        }

        if (layer.Groups == -1 || layer.Groups == channels)
        {
            return OnnxTensor.OfChannelsFirst(call.Output, graph.Node("InstanceNormalization", [input, scale, offset], ("epsilon", layer.Epsilon)), format);
        }

        var grouped = graph.Node("Reshape", [input, graph.Integers(0, layer.Groups, -1)]);
        var normal = graph.Node("InstanceNormalization", [grouped, Filled(graph, layer.Groups, 1), Filled(graph, layer.Groups, 0)], ("epsilon", layer.Epsilon));
        var back = graph.Node("Reshape", [normal, graph.Node("Shape", [input])]);
        var axes = graph.Integers([.. Enumerable.Range(1, call.Input.Shape.Rank - 2).Select(axis => (long)axis)]);
        var scaled = graph.Node("Mul", [back, graph.Node("Unsqueeze", [scale, axes])]);
        return OnnxTensor.OfChannelsFirst(call.Output, graph.Node("Add", [scaled, graph.Node("Unsqueeze", [offset, axes])]), format);
    }

    public static OnnxTensor Layer(LayerCall call, LayerNormalization layer)
    {
        var (graph, input) = (call.Graph, call.Input.Native(call.Graph));
        var axes = layer.Axis.Select(call.Input.Axis).Order().ToArray();
        var centred = graph.Node("Sub", [input, Mean(graph, input, axes)]);
        var result = graph.Node("Div", [centred, Root(graph, centred, axes, layer.Epsilon)]);
        if (layer.Scale)
        {
            result = graph.Node("Mul", [result, Broadcast(call, 0, axes)]);
        }

        return OnnxTensor.OfNative(call.Output, layer.Center ? graph.Node("Add", [result, Broadcast(call, layer.Scale ? 1 : 0, axes)]) : result);
    }

    public static OnnxTensor RootMeanSquare(LayerCall call, RmsNormalization layer)
    {
        var (graph, input) = (call.Graph, call.Input.Native(call.Graph));
        var axes = layer.Axis.Select(call.Input.Axis).Order().ToArray();
        var result = graph.Node("Div", [input, Root(graph, input, axes, layer.Epsilon)]);
        return OnnxTensor.OfNative(call.Output, graph.Node("Mul", [result, Broadcast(call, 0, axes)]));
    }

    public static OnnxTensor Unit(LayerCall call, UnitNormalization layer)
    {
        var (graph, input) = (call.Graph, call.Input.Native(call.Graph));
        var norm = graph.Node("ReduceL2", [input], ("axes", layer.Axis.Select(call.Input.Axis).Order()));
        return OnnxTensor.OfNative(call.Output, graph.Node("Div", [input, graph.Node("Max", [norm, graph.Constant(1e-12)])]));
    }

    public static OnnxTensor Data(LayerCall call, Normalization layer)
    {
        var (graph, input) = (call.Graph, call.Input.Native(call.Graph));
        if (layer.Axis is { Length: > 0 } axes && (axes.Length > 1 || call.Input.Axis(axes[0]) != call.Input.Shape.Rank - 1))
        {
            throw new NotExpressibleException("Normalization over other axes than the last cannot be exported.");
        }

        var mean = graph.Constant(Array(layer.Mean, call, 0));
        var variance = Array(layer.Variance, call, 1);
        var deviation = graph.Constant(NdArray.Of(variance.Shape, [.. variance.ToFloats().Select(value => Math.Max(MathF.Sqrt(value), 1e-7f))]));
        return OnnxTensor.OfNative(call.Output, layer.Invert ? graph.Node("Add", [graph.Node("Mul", [input, deviation]), mean]) : graph.Node("Div", [graph.Node("Sub", [input, mean]), deviation]));
    }

    static NdArray Array(Numbers? given, LayerCall call, int index)
    {
        if (given is null)
        {
            return call.Weights[index];
        }

        return given.Shape.Take(Math.Max(0, given.Shape.Length - 1)).All(size => size == 1)
            ? NdArray.Of(given.Values.Length == 1 ? [] : [given.Values.Length], [.. given.Values.Select(value => (float)value)])
            : throw new NotExpressibleException("Normalization with a mean of several axes cannot be exported.");
    }

    static DataFormat Format(OnnxTensor input, int axis) => input.Axis(axis) switch
    {
        var last when last == input.Shape.Rank - 1 => DataFormat.ChannelsLast,
        1 => DataFormat.ChannelsFirst,
        _ => throw new NotExpressibleException("Normalisation over an axis that is neither the second nor the last cannot be exported."),
    };

    static (string Scale, string Offset) Affine(LayerCall call, bool hasScale, bool hasOffset, int channels) =>
        (hasScale ? call.Weight(0) : Filled(call.Graph, channels, 1), hasOffset ? call.Weight(hasScale ? 1 : 0) : Filled(call.Graph, channels, 0));

    static string Filled(OnnxGraph graph, int count, float value) => graph.Constant(NdArray.Of([count], [.. Enumerable.Repeat(value, count)]));

    static string Mean(OnnxGraph graph, string tensor, int[] axes) => graph.Node("ReduceMean", [tensor], ("axes", axes));

    static string Root(OnnxGraph graph, string tensor, int[] axes, double epsilon) =>
        graph.Node("Sqrt", [graph.Node("Add", [Mean(graph, graph.Node("Mul", [tensor, tensor]), axes), graph.Constant(epsilon)])]);

    static string Broadcast(LayerCall call, int index, int[] axes)
    {
        var weight = call.Weights[index];
        if (weight.Rank != axes.Length)
        {
            throw new NotExpressibleException("The weights of this normalisation have another shape than their axes.");
        }

        ImmutableArray<int> shape = [.. Enumerable.Range(0, call.Input.Shape.Rank).Select(axis => System.Array.IndexOf(axes, axis) is var place && place >= 0 ? weight.Shape[place] : 1)];
        return call.Graph.Constant(AxisOrder.Reshape(weight, shape));
    }
}
