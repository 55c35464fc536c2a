using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Pooling over whole images, or into a grid of fixed size.</summary>
static class GlobalPoolingExecutable
{
    public static Executable Create(GlobalPooling layer)
    {
        var axes = Enumerable.Range(layer.DataFormat == DataFormat.ChannelsFirst ? 2 : 1, layer.SpatialRank).Select(axis => (long)axis).ToArray();
        return layer is GlobalMaxPooling
            ? new ElementwiseExecutable((x, _) => x.amax(axes, layer.KeepDimensions), fresh: true)
            : new ElementwiseExecutable((x, _) => x.mean(axes, layer.KeepDimensions), fresh: true);
    }

    public static Executable Create(AdaptivePooling layer)
    {
        var view = new SpatialView(layer.SpatialRank, layer.DataFormat);
        var size = view.Widen(layer.OutputSize, 1);
        Func<torch.Tensor, torch.Tensor> pool = (layer, view.InnerRank) switch
        {
            (AdaptiveMaxPooling, 2) => x => functional.adaptive_max_pool2d(x, size),
            (AdaptiveMaxPooling, _) => x => functional.adaptive_max_pool3d(x, size),
            (_, 2) => x => functional.adaptive_avg_pool2d(x, size),
            _ => x => functional.adaptive_avg_pool3d(x, size),
        };
        return new ElementwiseExecutable((x, _) => view.Leave(pool(view.Enter(x))));
    }
}
