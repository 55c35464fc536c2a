using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Networks.Onnx;

/// <summary>Layers that change shapes, and those on the last axis, in ONNX.</summary>
static class ShapeNodes
{
    public static OnnxTensor Pad(LayerCall call, ZeroPadding layer)
    {
        long[] pads = [0, 0, .. layer.Margins.Select(margin => (long)margin.Before), 0, 0, .. layer.Margins.Select(margin => (long)margin.After)];
        var name = call.Graph.Node("Pad", [call.Input.ChannelsFirst(call.Graph, layer.DataFormat), call.Graph.Integers(pads)], ("mode", "constant"));
        return OnnxTensor.OfChannelsFirst(call.Output, name, layer.DataFormat);
    }

    public static OnnxTensor Crop(LayerCall call, Cropping layer)
    {
        var graph = call.Graph;
        var starts = graph.Integers([.. layer.Margins.Select(margin => (long)margin.Before)]);
        var ends = graph.Integers([.. layer.Margins.Select(margin => margin.After == 0 ? long.MaxValue : -margin.After)]);
        var axes = graph.Integers([.. Enumerable.Range(2, layer.SpatialRank).Select(axis => (long)axis)]);
        return OnnxTensor.OfChannelsFirst(call.Output, graph.Node("Slice", [call.Input.ChannelsFirst(graph, layer.DataFormat), starts, ends, axes]), layer.DataFormat);
    }

    public static OnnxTensor Dense(LayerCall call, Dense layer)
    {
        var name = call.Graph.Node("MatMul", [call.Input.Native(call.Graph), call.Weight(0)]);
        name = layer.UseBias ? call.Graph.Node("Add", [name, call.Weight(1)]) : name;
        return ActivationNodes.Apply(call.Graph, OnnxTensor.OfNative(call.Output, name), layer.Activation);
    }

    public static OnnxTensor Flatten(LayerCall call, Flatten layer)
    {
        var (graph, rank) = (call.Graph, call.Input.Shape.Rank);
        var name = call.Input.Native(graph);
        name = layer.DataFormat == DataFormat.ChannelsFirst && rank > 2 ? graph.Transpose(name, [0, .. Enumerable.Range(2, rank - 2), 1]) : name;
        return OnnxTensor.OfNative(call.Output, graph.Node("Flatten", [name], ("axis", 1L)));
    }

    public static OnnxTensor Reshape(LayerCall call, Reshape layer) =>
        OnnxTensor.OfNative(call.Output, call.Graph.Node("Reshape", [call.Input.Native(call.Graph), call.Graph.Integers([0, .. layer.TargetShape.Select(size => (long)size)])]));

    public static OnnxTensor Permute(LayerCall call, Permute layer) => OnnxTensor.OfNative(call.Output, call.Graph.Transpose(call.Input.Native(call.Graph), [0, .. layer.Dimensions]));

    public static OnnxTensor Repeat(LayerCall call, RepeatVector layer)
    {
        var graph = call.Graph;
        return OnnxTensor.OfNative(call.Output, graph.Node("Tile", [graph.Node("Unsqueeze", [call.Input.Native(graph), graph.Integers(1)]), graph.Integers(1, layer.Count, 1)]));
    }

    public static OnnxTensor Rescale(LayerCall call, Rescaling layer)
    {
        var graph = call.Graph;
        var scaled = graph.Node("Mul", [call.Input.Native(graph), Constant(graph, layer.Factor)]);
        return OnnxTensor.OfNative(call.Output, graph.Node("Add", [scaled, Constant(graph, layer.Offset)]));
    }

    public static OnnxTensor ParametricRelu(LayerCall call) => OnnxTensor.OfNative(call.Output, call.Graph.Node("PRelu", [call.Input.Native(call.Graph), call.Weight(0)]));

    public static string Constant(OnnxGraph graph, Numbers numbers) => graph.Constant(NdArray.Of(numbers.Shape, [.. numbers.Values.Select(value => (float)value)]));
}
