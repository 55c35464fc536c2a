using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Layers that disturb their input in training, and leave it alone else.</summary>
/// <param name="disturb">From input and source of noise.</param>
sealed class NoiseExecutable(Func<torch.Tensor, torch.Generator, torch.Tensor> disturb) : Executable
{
    // Of SELU: what a dropped unit is set to, so that mean and variance stay.
    const double SeluFloor = -1.7580993408473766;

    public static Executable Create(Dropout layer) => new NoiseExecutable((x, noise) => Drop(x, layer.Rate, Shape(layer.NoiseShape, x), noise));

    public static Executable Create(SpatialDropout layer) => new NoiseExecutable((x, noise) =>
    {
        var shape = x.shape;
        shape.AsSpan(layer.DataFormat == DataFormat.ChannelsFirst ? 2 : 1, layer.SpatialRank).Fill(1);
        return Drop(x, layer.Rate, shape, noise);
    });

    public static Executable Create(GaussianNoise layer) => new NoiseExecutable((x, noise) => x + (torch.randn(x.shape, x.dtype, generator: noise) * layer.StandardDeviation));

    public static Executable Create(GaussianDropout layer) => new NoiseExecutable(
        (x, noise) => x * ((torch.randn(x.shape, x.dtype, generator: noise) * Math.Sqrt(layer.Rate / (1 - layer.Rate))) + 1));

    public static Executable Create(AlphaDropout layer) => new NoiseExecutable((x, noise) =>
    {
        var kept = torch.rand(Shape(layer.NoiseShape, x), x.dtype, generator: noise).ge(layer.Rate);
        var scale = 1 / Math.Sqrt((1 - layer.Rate) * (1 + (layer.Rate * SeluFloor * SeluFloor)));
        return (torch.where(kept, x, torch.full_like(x, SeluFloor)) * scale) - (scale * SeluFloor * layer.Rate);
    });

    /// <summary>Sets a share of the numbers to 0, and makes up for it with the others.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="rate">The share, 0 ≤ rate &lt; 1; at 1 nothing is left.</param>
    /// <param name="shape">Shape of the mask, 1 where all share it.</param>
    /// <param name="noise">Source of the choice.</param>
    public static torch.Tensor Drop(torch.Tensor x, double rate, long[] shape, torch.Generator noise) => rate switch
    {
        <= 0 => x,
        >= 1 => x * 0,
        _ => x * torch.rand(shape, x.dtype, generator: noise).ge(rate).to_type(x.dtype).mul_(1 / (1 - rate)),
    };

    public override torch.Tensor[] Run(torch.Tensor[] inputs, Pass pass, bool overwrite) => [pass.Training ? disturb(inputs[0], pass.Noise) : inputs[0]];

    static long[] Shape(ImmutableArray<int?>? given, torch.Tensor x) => given is { } shape ? [.. shape.Select((size, axis) => size ?? x.shape[axis])] : x.shape;
}
