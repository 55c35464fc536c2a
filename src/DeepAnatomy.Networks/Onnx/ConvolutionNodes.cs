using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Networks.Onnx;

/// <summary>Convolutions in ONNX.</summary>
static class ConvolutionNodes
{
    public static OnnxTensor Convolution(LayerCall call, Convolution layer)
    {
        var name = Node(call, call.Input.ChannelsFirst(call.Graph, layer.DataFormat), call.Weight(0, KernelOrder(layer.SpatialRank)), layer.UseBias ? call.Weight(1) : null, layer.Groups, layer.KernelSize, layer.Strides, layer.DilationRate, Padding(call, layer.Padding, layer.KernelSize, layer.Strides, layer.DilationRate, layer.DataFormat));
        return ActivationNodes.Apply(call.Graph, OnnxTensor.OfChannelsFirst(call.Output, name, layer.DataFormat), layer.Activation);
    }

    public static OnnxTensor Depthwise(LayerCall call, DepthwiseConvolution layer)
    {
        var kernel = DepthwiseKernel(call.Weights[0]);
        var name = Node(call, call.Input.ChannelsFirst(call.Graph, layer.DataFormat), call.Graph.Constant(kernel), layer.UseBias ? call.Weight(1) : null, call.Weights[0].Shape[^2], layer.KernelSize, layer.Strides, layer.DilationRate, Padding(call, layer.Padding, layer.KernelSize, layer.Strides, layer.DilationRate, layer.DataFormat));
        return ActivationNodes.Apply(call.Graph, OnnxTensor.OfChannelsFirst(call.Output, name, layer.DataFormat), layer.Activation);
    }

    public static OnnxTensor Separable(LayerCall call, SeparableConvolution layer)
    {
        ImmutableArray<int> ones = [.. layer.KernelSize.Select(_ => 1)];
        var depthwise = Node(call, call.Input.ChannelsFirst(call.Graph, layer.DataFormat), call.Graph.Constant(DepthwiseKernel(call.Weights[0])), null, call.Weights[0].Shape[^2], layer.KernelSize, layer.Strides, layer.DilationRate, Padding(call, layer.Padding, layer.KernelSize, layer.Strides, layer.DilationRate, layer.DataFormat));
        var name = Node(call, depthwise, call.Weight(1, KernelOrder(layer.SpatialRank)), layer.UseBias ? call.Weight(2) : null, 1, ones, ones, ones, ("pads", ones.Concat(ones).Select(_ => 0)));
        return ActivationNodes.Apply(call.Graph, OnnxTensor.OfChannelsFirst(call.Output, name, layer.DataFormat), layer.Activation);
    }

    public static OnnxTensor Transposed(LayerCall call, ConvolutionTranspose layer)
    {
        var rank = layer.SpatialRank;
        var (begin, end, extra) = (new int[rank], new int[rank], new int[rank]);
        for (var axis = 0; axis < rank; axis++)
        {
            (begin[axis], end[axis], extra[axis]) = Crop(layer, axis);
        }

        string[] inputs = [call.Input.ChannelsFirst(call.Graph, layer.DataFormat), call.Weight(0, KernelOrder(rank)), .. layer.UseBias ? [call.Weight(1)] : Array.Empty<string>()];
        var name = call.Graph.Node("ConvTranspose", inputs, ("kernel_shape", layer.KernelSize), ("strides", layer.Strides), ("dilations", layer.DilationRate), ("pads", begin.Concat(end)), ("output_padding", extra));
        return ActivationNodes.Apply(call.Graph, OnnxTensor.OfChannelsFirst(call.Output, name, layer.DataFormat), layer.Activation);
    }

    /// <summary>What Keras cuts off the full result before and after, and what it adds after it.</summary>
    static (int Begin, int End, int Extra) Crop(ConvolutionTranspose layer, int axis)
    {
        var (stride, extra) = (layer.Strides[axis], layer.OutputPadding?[axis]);
        var reach = ((layer.KernelSize[axis] - 1) * layer.DilationRate[axis]) + 1;
        int left, right;
        if (layer.Padding == Graph.Padding.Same)
        {
            var total = extra is { } added ? reach + (reach % 2) - 2 + added : stride + reach - 2;
            left = Math.Min((total / 2) + (total % 2), reach - 1);
            right = total - left;
        }
        else
        {
            (left, right) = (reach - 1, reach - 1 + (extra ?? Math.Max(reach, stride) - reach));
        }

        return (reach - 1 - left, Math.Max(0, reach - 1 - right), Math.Max(0, right - reach + 1));
    }

    static string Node(LayerCall call, string input, string kernel, string? bias, int groups, ImmutableArray<int> size, ImmutableArray<int> strides, ImmutableArray<int> dilation, OnnxAttribute padding) =>
        call.Graph.Node("Conv", bias is null ? [input, kernel] : [input, kernel, bias], ("kernel_shape", size), ("strides", strides), ("dilations", dilation), ("group", groups), padding);

    static OnnxAttribute Padding(LayerCall call, Padding padding, ImmutableArray<int> size, ImmutableArray<int> strides, ImmutableArray<int> dilation, DataFormat format) =>
        WindowPadding.Of(padding, size, strides, dilation, WindowPadding.SpatialSizes(call.Input.Shape, format));

    /// <summary>(spatial…, in, multiplier) to (in · multiplier, 1, spatial…).</summary>
    static NdArray DepthwiseKernel(NdArray kernel)
    {
        var rank = kernel.Rank - 2;
        return AxisOrder.Permute(AxisOrder.Reshape(kernel, [.. kernel.Shape[..rank], 1, kernel.Shape[^2] * kernel.Shape[^1]]), KernelOrder(rank));
    }

    static int[] KernelOrder(int rank) => [rank + 1, rank, .. Enumerable.Range(0, rank)];

}
