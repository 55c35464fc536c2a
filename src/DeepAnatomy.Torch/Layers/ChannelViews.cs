using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Brings one axis to the second place, as libtorch's normalizations want it, without moving memory.</summary>
static class ChannelViews
{
    /// <summary>The axis second; of a last axis always with two axes behind it, which libtorch has fast kernels for.</summary>
    /// <param name="x">Any tensor with two axes or more.</param>
    /// <param name="axis">The axis, not negative.</param>
    public static torch.Tensor ToSecond(torch.Tensor x, int axis)
    {
        var shape = x.shape;
        if (axis != shape.Length - 1 || axis == 0)
        {
            return axis == 1 ? x : x.transpose(1, axis);
        }

        var image = shape.Length switch
        {
            4 => x,
            < 4 => x.reshape(shape[0], shape.Length == 2 ? 1 : shape[1], 1, shape[^1]),
            _ => x.reshape(shape[0], -1, shape[^2], shape[^1]),
        };
        return image.permute(0, 3, 1, 2);
    }

    /// <summary>Undoes <see cref="ToSecond"/>.</summary>
    /// <param name="y">What came of it, the second axis as it was.</param>
    /// <param name="axis">The axis, not negative.</param>
    /// <param name="shape">Shape of the tensor at first.</param>
    public static torch.Tensor FromSecond(torch.Tensor y, int axis, long[] shape)
    {
        if (axis != shape.Length - 1 || axis == 0)
        {
            return axis == 1 ? y : y.transpose(1, axis);
        }

        var image = y.permute(0, 2, 3, 1);
        return shape.Length == 4 ? image : image.reshape(shape);
    }
}
