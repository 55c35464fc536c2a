using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Torch.Layers;
using TorchSharp;

namespace DeepAnatomy.Torch.Engine;

/// <summary>Sends arrays through a network batch by batch, without gradients.</summary>
static class BatchRun
{
    /// <summary>Runs all batches and puts the results one after the other.</summary>
    public static RunResult Of(
        IReadOnlyList<NdArray> inputs, RunOptions options, bool doublePrecision, torch.Generator noise, Func<IReadOnlyList<torch.Tensor>, Pass, torch.Tensor[]> forward, CancellationToken cancellation)
    {
        var count = Count(inputs);
        var size = options.BatchSize ?? Math.Max(1, count);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1, nameof(options));
        using var scope = torch.NewDisposeScope();
        using var inference = torch.inference_mode();
        var type = doublePrecision ? torch.ScalarType.Float64 : torch.ScalarType.Float32;
        var tensors = inputs.Select(input => TensorArrays.ToTensor(input, type)).ToArray();
        List<torch.Tensor[]> outputs = [];
        Dictionary<string, List<List<torch.Tensor>>> taps = [];
        for (var start = 0; start < Math.Max(1, count); start += size)
        {
            var pass = new Pass(training: false, noise, options.Taps ?? [], !options.IsFast, cancellation);
            var length = Math.Min(size, count - start);
            outputs.Add(forward(length == count ? tensors : [.. tensors.Select(tensor => tensor.narrow(0, start, length))], pass));
            foreach (var (path, tapped) in pass.Tapped)
            {
                scope.Attach([.. tapped.Cast<IDisposable>()]);
                taps.TryAdd(path, []);
                taps[path].Add(tapped);
            }
        }

        return new(
            Joined(outputs), taps.ToImmutableDictionary(tap => tap.Key, tap => Joined([.. tap.Value.Select(batch => batch.ToArray())])));
    }

    static int Count(IReadOnlyList<NdArray> inputs)
    {
        var counts = inputs.Select(input => input.Rank == 0 ? throw new ArgumentException("An input needs a batch axis.", nameof(inputs)) : input.Shape[0]).Distinct().ToArray();
        return counts.Length == 1 ? counts[0] : throw new ArgumentException($"The inputs differ in their batch sizes: {string.Join(", ", counts)}.", nameof(inputs));
    }

    static ImmutableArray<NdArray> Joined(List<torch.Tensor[]> batches) =>
        [.. Enumerable.Range(0, batches[0].Length).Select(index => TensorArrays.ToArray(batches.Count == 1 ? batches[0][index] : torch.cat([.. batches.Select(batch => batch[index])])))];
}
