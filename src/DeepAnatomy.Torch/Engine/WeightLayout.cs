using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;
using TorchSharp;

namespace DeepAnatomy.Torch.Engine;

/// <summary>How a weight lies in libtorch compared with Keras.</summary>
sealed class WeightLayout
{
    readonly int spatialRank;
    readonly bool depthwise;

    WeightLayout(int spatialRank, bool depthwise) => (this.spatialRank, this.depthwise) = (spatialRank, depthwise);

    /// <summary>The same on both sides.</summary>
    public static WeightLayout Same { get; } = new(0, false);

    /// <summary>A kernel: (spatial axes, a, b) in Keras, (b, a, spatial axes) in libtorch, with a fastest in memory as its channels-last kernels want it.</summary>
    public static WeightLayout Kernel(int spatialRank) => new(spatialRank, false);

    /// <summary>A depthwise kernel: (spatial axes, in, multiplier) in Keras, (in × multiplier, 1, spatial axes) in libtorch.</summary>
    public static WeightLayout Depthwise(int spatialRank) => new(spatialRank, true);

    /// <summary>A new tensor outside all dispose scopes, a leaf without gradient, holding the array.</summary>
    public torch.Tensor Place(NdArray array, torch.ScalarType type)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var keras = TensorArrays.ToTensor(array, type);
        var source = ToTorch(keras);
        var result = Allocate(source.shape, type);
        if (spatialRank > 0 && !depthwise && keras.numel() > 0)
        {
            // Seen as a matrix it is transposed, which libtorch does in blocks.
            long[] order = [0, .. Enumerable.Range(2, spatialRank).Select(axis => (long)axis), 1];
            result.permute(order).view(source.shape[0], -1).copy_(keras.view(-1, keras.shape[^1]).t());
        }
        else
        {
            result.copy_(source);
        }

        return result.DetachFromDisposeScope();
    }

    /// <summary>A view or copy in Keras's order of axes.</summary>
    public torch.Tensor ToKeras(torch.Tensor tensor, ImmutableArray<int> kerasShape)
    {
        if (spatialRank == 0)
        {
            return tensor;
        }

        var spatial = Enumerable.Range(2, spatialRank).Select(axis => (long)axis);
        if (!depthwise)
        {
            return tensor.permute([.. spatial, 1, 0]);
        }

        var split = tensor.reshape([kerasShape[^2], kerasShape[^1], .. tensor.shape[2..]]);
        return split.permute([.. spatial, 0, 1]);
    }

    /// <summary>A view or copy in libtorch's order of axes.</summary>
    public torch.Tensor ToTorch(torch.Tensor keras)
    {
        if (spatialRank == 0)
        {
            return keras;
        }

        var spatial = Enumerable.Range(0, spatialRank).Select(axis => (long)axis);
        long next = spatialRank, last = spatialRank + 1;
        return depthwise
            ? keras.permute([next, last, .. spatial]).reshape([keras.shape[^2] * keras.shape[^1], 1, .. keras.shape[..spatialRank]])
            : keras.permute([last, next, .. spatial]);
    }

    // Second axis fastest, then the spatial ones from the last to the first: libtorch's channels-last memory format.
    torch.Tensor Allocate(long[] shape, torch.ScalarType type)
    {
        if (spatialRank == 0)
        {
            return torch.empty(shape, type);
        }

        var strides = new long[shape.Length];
        strides[1] = 1;
        var step = shape[1];
        for (var axis = shape.Length - 1; axis >= 2; axis--)
        {
            strides[axis] = step;
            step *= shape[axis];
        }

        strides[0] = step;
        return torch.empty_strided(shape, strides, type);
    }
}
