using System.Collections.Immutable;
using DeepAnatomy.Torch.Engine;
using TorchSharp;

namespace DeepAnatomy.Torch.Loop;

/// <summary>Measures the weights of each group of layers (the name up to the first underscore: enc1, dec2 …) and how far a step moves them.</summary>
sealed class WeightWatch(IReadOnlyList<TorchVariable> variables) : IDisposable
{
    readonly List<torch.Tensor> before = [];

    /// <summary>Remembers the weights.</summary>
    public void Before()
    {
        Dispose();
        using var noGradient = torch.no_grad();
        before.AddRange(variables.Select(variable => variable.Tensor.detach().clone().DetachFromDisposeScope()));
    }

    /// <summary>Length of the weights of each group, and of their change relative to it.</summary>
    public ImmutableArray<KeyValuePair<string, double>> After()
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var groups = new SortedDictionary<string, (double Weights, double Change)>(StringComparer.Ordinal);
        for (var n = 0; n < before.Count; n++)
        {
            var (size, change) = (before[n].norm().ToDouble(), (variables[n].Tensor - before[n]).norm().ToDouble());
            var name = variables[n].LayerPath.Split('_', '/')[0];
            var (weights, changes) = groups.GetValueOrDefault(name);
            groups[name] = (weights + (size * size), changes + (change * change));
        }

        return
        [
            .. groups.SelectMany(group => new[]
            {
                KeyValuePair.Create($"weight_norm.{group.Key}", Math.Sqrt(group.Value.Weights)),
                KeyValuePair.Create($"update_ratio.{group.Key}", Math.Sqrt(group.Value.Change) / Math.Max(Math.Sqrt(group.Value.Weights), 1e-12)),
            }),
        ];
    }

    public void Dispose()
    {
        before.ForEach(tensor => tensor.Dispose());
        before.Clear();
    }
}
