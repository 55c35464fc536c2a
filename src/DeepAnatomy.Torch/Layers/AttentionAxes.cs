using System.Collections.Immutable;
using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Brings the axes that attention goes over together into one.</summary>
/// <param name="given">The axes of the query, counted with the batch; null for all between batch and features.</param>
/// <param name="rank">Axes of the query.</param>
sealed class AttentionAxes(ImmutableArray<int>? given, int rank)
{
    readonly long[] attended = given is { } axes ? [.. axes.Select(axis => (long)(axis < 0 ? axis + rank : axis))] : [.. Enumerable.Range(1, rank - 2).Select(axis => (long)axis)];

    // Axes that are neither batch nor attended nor features: each place attends for itself.
    long[] Others => [.. Enumerable.Range(1, rank - 2).Select(axis => (long)axis).Except(attended)];

    /// <summary>(batch, axes, heads, size) to (batch, other axes, heads, attended, size).</summary>
    public torch.Tensor Flatten(torch.Tensor x)
    {
        var ordered = x.permute([0, .. Others, rank - 1, .. attended, rank]);
        return ordered.reshape([.. ordered.shape[..(2 + Others.Length)], -1, x.shape[^1]]);
    }

    /// <summary>Undoes <see cref="Flatten"/>.</summary>
    /// <param name="x">What attention gave.</param>
    /// <param name="query">Shape of the query.</param>
    public torch.Tensor Unflatten(torch.Tensor x, long[] query)
    {
        long[] order = [0, .. Others, rank - 1, .. attended, rank];
        var wide = x.reshape([.. x.shape[..(2 + Others.Length)], .. attended.Select(axis => query[axis]), x.shape[^1]]);
        return wide.permute([.. Enumerable.Range(0, rank + 1).Select(axis => (long)Array.IndexOf(order, axis))]);
    }

    /// <summary>The weights with the attended axes of query and key apart.</summary>
    public torch.Tensor Scores(torch.Tensor scores, long[] query, long[] key) =>
        scores.reshape([.. scores.shape[..(2 + Others.Length)], .. attended.Select(axis => query[axis]), .. attended.Select(axis => key[axis])]);
}
