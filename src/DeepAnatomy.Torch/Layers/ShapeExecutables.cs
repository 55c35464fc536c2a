using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Layers that move numbers without changing them, or by fixed numbers.</summary>
static class ShapeExecutables
{
    public static Executable Create(Flatten layer) => new ElementwiseExecutable((x, _) =>
    {
        var last = layer.DataFormat == DataFormat.ChannelsFirst && x.dim() > 2 ? x.movedim([1], [-1]) : x;
        return last.dim() == 1 ? last.unsqueeze(1) : last.reshape(last.shape[0], -1);
    });

    public static Executable Create(Reshape layer) => new ElementwiseExecutable((x, _) => x.reshape([x.shape[0], .. layer.TargetShape.Select(size => (long)size)]));

    public static Executable Create(Permute layer) => new ElementwiseExecutable((x, _) => x.permute([0, .. layer.Dimensions.Select(axis => (long)axis)]));

    public static Executable Create(RepeatVector layer) => new ElementwiseExecutable((x, _) => x.unsqueeze(1).repeat(1, layer.Count, 1));

    public static Executable Create(ZeroPadding layer) => Margins(layer.Margins, layer.DataFormat, 1);

    public static Executable Create(Cropping layer) => Margins(layer.Margins, layer.DataFormat, -1);

    public static Executable Create(Concatenate layer) => new ConcatenateExecutable(layer.Axis);

    public static Executable Create(Rescaling layer, LayerContext context) =>
        new RescalingExecutable(Constant(layer.Factor, context), Constant(layer.Offset, context));

    static ElementwiseExecutable Margins(IReadOnlyList<Margin> margins, DataFormat format, int sign)
    {
        (long, long)[] spatial = [.. margins.Select(margin => ((long)sign * margin.Before, (long)sign * margin.After))];
        (long, long)[] widths = format == DataFormat.ChannelsFirst ? spatial : [.. spatial, (0, 0)];
        return new((x, _) => Windows.Pad(x, widths, 0), fresh: sign > 0);
    }

    static torch.Tensor Constant(Numbers numbers, LayerContext context) => context.Constant(numbers.Values.AsSpan(), [.. numbers.Shape.Select(size => (long)size)]);
}
