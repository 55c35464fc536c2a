using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Largest or mean value under a moving window. Only real pixels count towards a mean.</summary>
sealed class PoolingExecutable(Pooling layer) : Executable
{
    readonly bool mean = layer is AveragePooling;
    readonly SpatialView view = new(layer.SpatialRank, layer.DataFormat);
    readonly long[] size = new SpatialView(layer.SpatialRank, layer.DataFormat).Widen(layer.PoolSize, 1);
    readonly long[] strides = new SpatialView(layer.SpatialRank, layer.DataFormat).Widen(layer.Strides, 1);

    public override bool MayBeOverwritten => mean;

    public override torch.Tensor[] Run(torch.Tensor[] inputs, Pass pass, bool overwrite) => [Pool(inputs[0])];

    /// <summary>Pools one tensor.</summary>
    public torch.Tensor Pool(torch.Tensor input)
    {
        var x = view.Enter(input);
        var missing = Windows.Missing(layer.Padding, x.shape.AsSpan(2), size, strides, [.. size.Select(_ => 1L)]);
        return view.Leave(mean ? Mean(x, missing) : Largest(x, missing));
    }

    torch.Tensor Largest(torch.Tensor x, (long Before, long After)[] missing)
    {
        var around = Around(missing);
        x = around is null ? Windows.Pad(x, missing, double.NegativeInfinity) : x;
        return view.InnerRank == 2
            ? functional.max_pool2d(x, size, strides, around)
            : functional.max_pool3d(x, size, strides, around);
    }

    torch.Tensor Mean(torch.Tensor x, (long Before, long After)[] missing)
    {
        if (Around(missing) is { } around)
        {
            return Average(x, around, includePadding: false);
        }

        var nowhere = new long[missing.Length];
        long[] shape = [1, 1, .. x.shape[2..]];
        var real = Average(Windows.Pad(torch.ones(shape, x.dtype), missing, 0), nowhere, includePadding: true);
        return Average(Windows.Pad(x, missing, 0), nowhere, includePadding: true) / real;
    }

    torch.Tensor Average(torch.Tensor x, long[] around, bool includePadding) => view.InnerRank == 2
        ? functional.avg_pool2d(x, size, strides, around, count_include_pad: includePadding)
        : functional.avg_pool3d(x, size, strides, around, count_include_pad: includePadding);

    static long[]? Around((long Before, long After)[] missing) => Windows.AreSymmetric(missing) ? Array.ConvertAll(missing, axis => axis.Before) : null;
}
