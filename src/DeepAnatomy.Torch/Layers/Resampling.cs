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

    /// <summary>The nearest pixel along one axis, pixels seen as areas.</summary>
    /// <param name="x">Any tensor.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="size">Size wanted.</param>
    public static torch.Tensor Nearest(torch.Tensor x, int axis, long size) =>
        Pick(x, axis, Enumerable.Range(0, (int)size).Select(index => ((2L * index) + 1) * x.shape[axis] / (2 * size)));

    static torch.Tensor Pick(torch.Tensor x, int axis, IEnumerable<long> indices) => x.index_select(axis, torch.tensor(indices.ToArray()));
}
