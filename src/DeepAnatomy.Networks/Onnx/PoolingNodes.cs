using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Networks.Onnx;

/// <summary>Pooling and resampling in ONNX.</summary>
static class PoolingNodes
{
    public static OnnxTensor Pool(LayerCall call, Pooling layer)
    {
        var ones = layer.PoolSize.Select(_ => 1).ToArray();
        var padding = WindowPadding.Of(layer.Padding, layer.PoolSize, layer.Strides, [.. ones], WindowPadding.SpatialSizes(call.Input.Shape, layer.DataFormat));
        var input = call.Input.ChannelsFirst(call.Graph, layer.DataFormat);
        var name = call.Graph.Node(layer is MaxPooling ? "MaxPool" : "AveragePool", [input], ("kernel_shape", layer.PoolSize), ("strides", layer.Strides), padding);
        return OnnxTensor.OfChannelsFirst(call.Output, name, layer.DataFormat);
    }

    public static OnnxTensor Global(LayerCall call, GlobalPooling layer)
    {
        var name = call.Graph.Node(
            layer is GlobalMaxPooling ? "ReduceMax" : "ReduceMean",
            [call.Input.ChannelsFirst(call.Graph, layer.DataFormat)],
            ("axes", Enumerable.Range(2, call.Input.Shape.Rank - 2)),
            ("keepdims", layer.KeepDimensions ? 1L : 0L));
        return layer.KeepDimensions ? OnnxTensor.OfChannelsFirst(call.Output, name, layer.DataFormat) : OnnxTensor.OfNative(call.Output, name);
    }

    public static OnnxTensor UpSample(LayerCall call, UpSampling layer)
    {
        var scales = call.Graph.Constant(Arrays.NdArray.Of([layer.SpatialRank + 2], [1f, 1f, .. layer.Size.Select(factor => (float)factor)]));
        var name = Resize(call, call.Input.ChannelsFirst(call.Graph, layer.DataFormat), ["", scales], layer.Interpolation, "asymmetric", "floor");
        return OnnxTensor.OfChannelsFirst(call.Output, name, layer.DataFormat);
    }

    public static OnnxTensor Resize(LayerCall call, Resizing layer)
    {
        var graph = call.Graph;
        var input = call.Input.ChannelsFirst(graph, layer.DataFormat);
        var outer = graph.Node("Slice", [graph.Node("Shape", [input]), graph.Integers(0), graph.Integers(2)]);
        var sizes = graph.Node("Concat", [outer, graph.Integers(layer.Height, layer.Width)], ("axis", 0L));
        return OnnxTensor.OfChannelsFirst(call.Output, Resize(call, input, ["", "", sizes], layer.Interpolation, "half_pixel", "round_prefer_ceil"), layer.DataFormat);
    }

    static string Resize(LayerCall call, string input, string[] target, Interpolation interpolation, string nearestCoordinates, string nearestRounding) => interpolation switch
    {
        Interpolation.Nearest => call.Graph.Node("Resize", [input, .. target], ("mode", "nearest"), ("coordinate_transformation_mode", nearestCoordinates), ("nearest_mode", nearestRounding)),
        Interpolation.Bilinear => call.Graph.Node("Resize", [input, .. target], ("mode", "linear"), ("coordinate_transformation_mode", "half_pixel")),
        _ => throw new NotExpressibleException($"The interpolation '{interpolation}' of Keras is not that of ONNX; use nearest or bilinear."),
    };
}
