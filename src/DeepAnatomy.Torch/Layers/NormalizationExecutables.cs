using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Normalizations without state: the same in training and at inference.</summary>
static class NormalizationExecutables
{
    public static Executable Create(UnitNormalization layer)
    {
        long[] axes = [.. layer.Axis];

        // The square of Keras's 1e-12, below which it does not divide.
        return new ElementwiseExecutable((x, _) => x * x.square().sum(axes, keepdim: true).clamp_min(1e-24).rsqrt());
    }

    public static Executable Create(RmsNormalization layer, LayerContext context)
    {
        var scale = context.Weight(0).Tensor;
        long[] axes = [.. layer.Axis];
        return new ElementwiseExecutable((x, _) => x * (x.square().mean(axes, keepdim: true) + layer.Epsilon).rsqrt() * Broadcast(scale, x, layer.Axis), fresh: true);
    }

    public static Executable Create(LayerNormalization layer, LayerContext context)
    {
        var (gamma, beta) = (context.Tensor("gamma"), context.Tensor("beta"));
        return new ElementwiseExecutable((x, _) => IsTail(layer.Axis, (int)x.dim()) ? Native(x, layer, gamma, beta) : ByMoments(x, layer, gamma, beta), fresh: true);
    }

    /// <summary>Mean and variance given, or learned by <c>adapt</c>.</summary>
    public static Executable Create(Normalization layer, LayerContext context)
    {
        var rank = context.Inputs[0].Rank;
        HashSet<int> kept = [.. (layer.Axis ?? []).Select(axis => axis < 0 ? axis + rank : axis)];
        long[] shape = [.. Enumerable.Range(0, rank).Select(axis => kept.Contains(axis) ? context.Inputs[0][axis] ?? 1L : 1L)];
        var (mean, variance) = (Statistic(layer.Mean, "mean", shape, context), Statistic(layer.Variance, "variance", shape, context));
        return new NormalizationExecutable(mean, variance, layer.Invert);
    }

    /// <summary>A weight with one axis for each of those named, seen with ones at the others.</summary>
    static torch.Tensor Broadcast(torch.Tensor weight, torch.Tensor x, ImmutableArray<int> axes)
    {
        var shape = Enumerable.Repeat(1L, (int)x.dim()).ToArray();
        foreach (var axis in axes)
        {
            var place = axis < 0 ? axis + shape.Length : axis;
            shape[place] = x.shape[place];
        }

        return weight.reshape(shape);
    }

    static torch.Tensor Native(torch.Tensor x, LayerNormalization layer, torch.Tensor? gamma, torch.Tensor? beta) =>
        torch.nn.functional.layer_norm(x, x.shape[^layer.Axis.Length..], gamma, beta, layer.Epsilon);

    static torch.Tensor ByMoments(torch.Tensor x, LayerNormalization layer, torch.Tensor? gamma, torch.Tensor? beta)
    {
        long[] axes = [.. layer.Axis];
        var centred = x - x.mean(axes, keepdim: true);
        var result = centred * (centred.square().mean(axes, keepdim: true) + layer.Epsilon).rsqrt();
        result = gamma is null ? result : result * Broadcast(gamma, x, layer.Axis);
        return beta is null ? result : result + Broadcast(beta, x, layer.Axis);
    }

    static bool IsTail(ImmutableArray<int> axes, int rank) =>
        axes.Select(axis => axis < 0 ? axis + rank : axis).SequenceEqual(Enumerable.Range(rank - axes.Length, axes.Length));

    static torch.Tensor Statistic(Numbers? given, string name, long[] shape, LayerContext context)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var learned = given is null ? context.Tensor(name)! : context.Constant(given.Values.AsSpan(), [.. given.Shape.Select(size => (long)size)]);
        var result = learned.numel() == shape.Aggregate(1L, (product, size) => product * size) ? learned.reshape(shape) : learned;
        return result.clone().DetachFromDisposeScope();
    }
}
