using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Arrays;

/// <summary>Puts the axes of arrays into another order.</summary>
public static class AxisOrder
{
    /// <summary>A copy with the axes in another order.</summary>
    /// <param name="array">The array.</param>
    /// <param name="order">For each new axis the old one.</param>
    public static NdArray Permute(NdArray array, ReadOnlySpan<int> order)
    {
        var strides = StridedView.Contiguous(array.Shape);
        ImmutableArray<int> axes = [.. order];
        ImmutableArray<int> shape = [.. axes.Select(axis => array.Shape[axis])];
        return new(array.Type, shape, StridedView.Copy(array.Bytes, shape, [.. axes.Select(axis => strides[axis])], 0, NdArray.SizeOf(array.Type)));
    }

    /// <summary>The same elements in another shape.</summary>
    /// <param name="array">The array.</param>
    /// <param name="shape">Sizes with the same product.</param>
    public static NdArray Reshape(NdArray array, ImmutableArray<int> shape) => new(array.Type, shape, array.Bytes.ToArray());
}
