using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Images brought to a fixed size.</summary>
static class ResizingExecutable
{
    public static Executable Create(Resizing layer) => new ElementwiseExecutable((x, _) => Resize(x, layer.DataFormat, layer.Interpolation, layer.Height, layer.Width));

    /// <summary>Cuts out the middle; an image that is too small is enlarged first, cut to the wanted shape.</summary>
    public static Executable Create(CenterCrop layer) => new ElementwiseExecutable((x, _) =>
    {
        var first = First(layer.DataFormat, x);
        long height = x.shape[first], width = x.shape[first + 1];
        if (height >= layer.Height && width >= layer.Width)
        {
            return x.narrow(first, (height - layer.Height) / 2, layer.Height).narrow(first + 1, (width - layer.Width) / 2, layer.Width);
        }

        var rows = Math.Clamp((long)((double)width * layer.Height / layer.Width), 1, height);
        var columns = Math.Clamp((long)((double)height * layer.Width / layer.Height), 1, width);
        var cut = x.narrow(first, (height - rows) / 2, rows).narrow(first + 1, (width - columns) / 2, columns);
        return Resize(cut, layer.DataFormat, Interpolation.Bilinear, layer.Height, layer.Width);
    });

    /// <summary>Resizes (…, height, width, channels), or channels first.</summary>
    public static torch.Tensor Resize(torch.Tensor x, DataFormat format, Interpolation interpolation, int height, int width)
    {
        var first = First(format, x);
        if (interpolation == Interpolation.Nearest)
        {
            return Resampling.Nearest(Resampling.Nearest(x, first, height), first + 1, width);
        }

        return x.dim() == 3
            ? Resampling.Bilinear(x.unsqueeze(0), new(2, format), [height, width]).squeeze(0)
            : Resampling.Bilinear(x, new(2, format), [height, width]);
    }

    static int First(DataFormat format, torch.Tensor x) => (int)x.dim() - (format == DataFormat.ChannelsFirst ? 2 : 3);
}
