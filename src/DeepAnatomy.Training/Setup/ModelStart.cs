using System.Collections.Immutable;
using System.Text.RegularExpressions;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Initialization;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Training.Configuration;

namespace DeepAnatomy.Training.Setup;

/// <summary>The model that a training begins with.</summary>
public static class ModelStart
{
    /// <summary>Fresh weights, those of another model where names and shapes fit, and frozen layers.</summary>
    /// <param name="network">The network.</param>
    /// <param name="settings">What the weights are.</param>
    /// <param name="seed">Seed of fresh weights.</param>
    /// <param name="notes">Gets a sentence about what was taken over and frozen.</param>
    /// <exception cref="UnreadableModelException">The other model cannot be read, or nothing of it fits.</exception>
    public static Model Create(Network network, StartSettings settings, int seed, ICollection<string> notes)
    {
        var frozen = Frozen(network, settings.Frozen, notes);
        var weights = WeightInitializer.Create(frozen, (ulong)seed);
        if (settings.Weights is { } path)
        {
            weights = TakenOver(weights, ModelFile.Open(path).Model.Weights, path, notes);
        }

        return new() { Network = frozen, Weights = weights, Origin = new("keras-3") };
    }

    static Network Frozen(Network network, ImmutableArray<string> patterns, ICollection<string> notes)
    {
        if (patterns.IsDefaultOrEmpty)
        {
            return network;
        }

        bool Fits(string name, string pattern) => Regex.IsMatch(name, $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}$", RegexOptions.None, TimeSpan.FromSeconds(1));
        var names = network.Layers.Select(layer => layer.Name).Where(name => patterns.Any(pattern => Fits(name, pattern))).ToHashSet();
        foreach (var pattern in patterns.Where(pattern => !network.Layers.Any(layer => Fits(layer.Name, pattern))))
        {
            notes.Add($"start.frozen: no layer fits '{pattern}'.");
        }

        notes.Add($"{names.Count} of {network.Layers.Length} layers stay as they are.");
        return network with { Layers = [.. network.Layers.Select(layer => names.Contains(layer.Name) ? layer with { Trainable = false } : layer)] };
    }

    static WeightSet TakenOver(WeightSet fresh, WeightSet other, string path, ICollection<string> notes)
    {
        var (taken, all) = (0, 0);
        List<KeyValuePair<string, ImmutableArray<NdArray>>> layers = [];
        foreach (var layer in fresh.Paths)
        {
            var (own, theirs) = (fresh[layer], other[layer]);
            var fits = own.Length > 0 && own.Length == theirs.Length && own.Zip(theirs).All(pair => pair.First.Shape.SequenceEqual(pair.Second.Shape));
            (taken, all) = (taken + (fits ? 1 : 0), all + (own.Length > 0 ? 1 : 0));
            layers.Add(new(layer, fits ? theirs : own));
        }

        if (taken == 0)
        {
            throw new UnreadableModelException(path, "none of its layers has name and shapes of a layer of this network", "Use the same architecture, or leave start.weights out");
        }

        notes.Add($"The weights of {taken} of {all} layers were taken over from {Path.GetFileName(path)}.");
        return new(layers);
    }
}
