using TorchSharp;
using static TorchSharp.torch.nn;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Images on another grid.</summary>
static class Resampling
{
    /// <summary>Linear along both axes, pixels seen as areas (half-pixel centres), without smoothing before.</summary>
    /// <param name="x">In Keras's order of axes.</param>
    /// <param name="view">Which order that is.</param>
    /// <param name="size">Height and width wanted.</param>
    public static torch.Tensor Bilinear(torch.Tensor x, SpatialView view, long[] size) =>
        view.Leave(functional.interpolate(view.Enter(x), size, mode: torch.InterpolationMode.Bilinear, align_corners: false));

    /// <summary>Linear along one axis with pixels seen as points from the corner on, as TensorFlow 1 did.</summary>
    /// <param name="x">Any tensor.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="size">Size wanted.</param>
    public static torch.Tensor BilinearFromCorner(torch.Tensor x, int axis, long size)
    {
        var available = x.shape[axis];
        var positions = Enumerable.Range(0, (int)size).Select(index => (double)index * available / size).ToArray();
        var lower = Pick(x, axis, positions.Select(position => (long)position));
        var upper = Pick(x, axis, positions.Select(position => Math.Min((long)position + 1, available - 1)));
        var shape = Enumerable.Repeat(1L, (int)x.dim()).ToArray();
        shape[axis] = size;
        var weight = torch.tensor(positions.Select(position => position - Math.Floor(position)).ToArray(), dtype: x.dtype).reshape(shape);
        return lower + ((upper - lower) * weight);
    }

    /// <summary>The nearest pixel along one axis, pixels seen as areas.</summary>
    /// <param name="x">Any tensor.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="size">Size wanted.</param>
    public static torch.Tensor Nearest(torch.Tensor x, int axis, long size) =>
        Pick(x, axis, Enumerable.Range(0, (int)size).Select(index => ((2L * index) + 1) * x.shape[axis] / (2 * size)));

    static torch.Tensor Pick(torch.Tensor x, int axis, IEnumerable<long> indices) => x.index_select(axis, torch.tensor(indices.ToArray()));
}
