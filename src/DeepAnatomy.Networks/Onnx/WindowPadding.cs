using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Networks.Onnx;

/// <summary>Padding of windows as ONNX wants it.</summary>
static class WindowPadding
{
    /// <summary>The setting <c>pads</c>, or <c>auto_pad</c> where the padding depends on a size that is not known.</summary>
    /// <param name="padding">How windows that leave the image are treated.</param>
    /// <param name="window">Size of the window.</param>
    /// <param name="strides">Step of the window.</param>
    /// <param name="dilation">Distance between its elements.</param>
    /// <param name="sizes">Sizes of the image; null where not known.</param>
    /// <exception cref="NotExpressibleException">The padding depends on a size that is not known.</exception>
    public static OnnxAttribute Of(Padding padding, ImmutableArray<int> window, ImmutableArray<int> strides, ImmutableArray<int> dilation, IReadOnlyList<int?> sizes)
    {
        var rank = window.Length;
        var (before, after) = (new int[rank], new int[rank]);
        for (var axis = 0; axis < rank && padding != Padding.Valid; axis++)
        {
            var reach = ((window[axis] - 1) * dilation[axis]) + 1;
            if (padding == Padding.Causal)
            {
                before[axis] = reach - 1;
            }
            else if (strides[axis] > 1 && sizes[axis] is null)
            {
                return dilation.All(step => step == 1) ? ("auto_pad", "SAME_UPPER") : throw new NotExpressibleException("Padding 'same' with strides and dilation needs a fixed image size.");
            }
            else
            {
                var total = strides[axis] == 1 ? reach - 1 : Math.Max(0, ((((sizes[axis]!.Value + strides[axis] - 1) / strides[axis]) - 1) * strides[axis]) + reach - sizes[axis]!.Value);
                (before[axis], after[axis]) = (total / 2, total - (total / 2));
            }
        }

        return ("pads", before.Concat(after));
    }

    /// <summary>Sizes of the spatial axes.</summary>
    /// <param name="shape">Shape of an image.</param>
    /// <param name="format">Where its channels stand.</param>
    public static IReadOnlyList<int?> SpatialSizes(TensorShape shape, DataFormat format) => format == DataFormat.ChannelsLast ? shape.Sizes[1..^1] : shape.Sizes[2..];
}
