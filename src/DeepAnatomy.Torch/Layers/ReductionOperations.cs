using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;
using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Operations that take axes away, or leave them with size 1.</summary>
static class ReductionOperations
{
    /// <summary>The function, or null when the operation is none.</summary>
    public static Func<torch.Tensor, torch.Tensor>? Find(Operation operation)
    {
        if (Reduction(operation.ClassName) is not { } reduce)
        {
            return null;
        }

        var axes = operation.Integers("axis");
        var keep = operation.Flag("keepdims");
        var initial = operation.ClassName is "Max" or "Min" ? operation.Number("initial") : null;
        return x =>
        {
            var result = reduce(x, Axes(axes, x), keep);
            return (initial, operation.ClassName) switch
            {
                ({ } least, "Max") => result.clamp_min(least),
                ({ } most, "Min") => result.clamp_max(most),
                _ => result,
            };
        };
    }

    static Func<torch.Tensor, long[], bool, torch.Tensor>? Reduction(string className) => className switch
    {
        "Sum" => (x, axes, keep) => x.sum(axes, keep),
        "Mean" => (x, axes, keep) => (x.is_floating_point() ? x : x.to_type(torch.ScalarType.Float32)).mean(axes, keep),
        "Var" => (x, axes, keep) => x.var(axes, unbiased: false, keep),
        "Std" => (x, axes, keep) => x.var(axes, unbiased: false, keep).sqrt(),
        "Max" or "Amax" => (x, axes, keep) => x.amax(axes, keep),
        "Min" or "Amin" => (x, axes, keep) => x.amin(axes, keep),
        "Prod" => (x, axes, keep) => OneByOne(x, axes, keep, (y, axis) => y.prod(axis, keepdim: true)),
        "All" => (x, axes, keep) => OneByOne(x.to_type(torch.ScalarType.Bool), axes, keep, (y, axis) => y.all(axis, keepdim: true)),
        "Any" => (x, axes, keep) => OneByOne(x.to_type(torch.ScalarType.Bool), axes, keep, (y, axis) => y.any(axis, keepdim: true)),
        "Argmax" => (x, axes, keep) => Place(x, axes, keep),
        "Argmin" => (x, axes, keep) => Place(-x, axes, keep),
        "Logsumexp" => LogSumExp,
        _ => null,
    };

    /// <summary>log Σ exp(x), without overflow.</summary>
    public static torch.Tensor LogSumExp(torch.Tensor x, long[] axes, bool keep)
    {
        var most = x.amax(axes, keepdim: true).detach();
        var result = (x - most).exp().sum(axes, keepdim: true).log() + most;
        return keep ? result : Squeezed(result, axes);
    }

    static torch.Tensor OneByOne(torch.Tensor x, long[] axes, bool keep, Func<torch.Tensor, long, torch.Tensor> reduce)
    {
        foreach (var axis in axes)
        {
            x = reduce(x, axis);
        }

        return keep ? x : Squeezed(x, axes);
    }

    static torch.Tensor Place(torch.Tensor x, long[] axes, bool keep)
    {
        if (axes.Length == 1)
        {
            return x.argmax(axes[0], keep);
        }

        var flat = x.reshape(-1).argmax(0);
        return keep ? flat.reshape([.. x.shape.Select(_ => 1L)]) : flat;
    }

    static torch.Tensor Squeezed(torch.Tensor x, long[] axes) =>
        x.reshape([.. x.shape.Where((_, axis) => !axes.Contains(axis))]);

    static long[] Axes(ImmutableArray<int>? axes, torch.Tensor x) => axes is { } given
        ? [.. given.Select(axis => axis < 0 ? axis + x.dim() : axis)]
        : [.. Enumerable.Range(0, (int)x.dim()).Select(axis => (long)axis)];
}
