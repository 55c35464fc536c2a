using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Enlarges images by whole factors.</summary>
static class UpSamplingExecutable
{
    public static Executable Create(UpSampling layer)
    {
        var first = layer.DataFormat == DataFormat.ChannelsFirst ? 2 : 1;
        if (layer.Interpolation == Interpolation.Nearest)
        {
            return new ElementwiseExecutable((x, _) => Repeat(x, first, layer.Size.AsSpan()), fresh: true);
        }

        var view = new SpatialView(layer.SpatialRank, layer.DataFormat);
        return new ElementwiseExecutable((x, _) =>
        {
            long[] size = [x.shape[first] * layer.Size[0], x.shape[first + 1] * layer.Size[1]];
            return Resampling.Bilinear(x, view, size);
        });
    }

    // One copy for all axes: each pixel is seen several times along new axes of step 0.
    static torch.Tensor Repeat(torch.Tensor x, int first, ReadOnlySpan<int> factors)
    {
        List<long> split = [.. x.shape[..first]], seen = [.. x.shape[..first]], joined = [.. x.shape[..first]];
        for (var axis = 0; axis < factors.Length; axis++)
        {
            var size = x.shape[first + axis];
            split.AddRange([size, 1]);
            seen.AddRange([size, factors[axis]]);
            joined.Add(size * factors[axis]);
        }

        var behind = x.shape[(first + factors.Length)..];
        return x.reshape([.. split, .. behind]).expand([.. seen, .. behind]).reshape([.. joined, .. behind]);
    }
}
