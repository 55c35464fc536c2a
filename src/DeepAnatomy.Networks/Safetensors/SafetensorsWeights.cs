using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Safetensors;

/// <summary>The weights of a network as a file of safetensors: each array is called <c>path/name</c>, path as in <see cref="WeightSet"/>, name as in <see cref="WeightSpec.Name"/> (with its group in front where it has one).</summary>
public static class SafetensorsWeights
{
    const string Remedy = "Give the weights of this network, written by this product";
    const int MostNamed = 5;

    /// <summary>Writes the weights of a model.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The model.</param>
    public static void Write(string path, Model model) => SafetensorsFile.Write(
        path,
        WeightSpecs.Of(model.Network).SelectMany(layer => Names(layer.Key, layer.Value).Zip(model.Weights[layer.Key], KeyValuePair.Create)),
        [new("format", "deepanatomy"), new("network", model.Network.Name)]);

    /// <summary>Reads weights for a network.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">The network.</param>
    /// <exception cref="UnreadableModelException">The file breaks the format's rules, or its arrays are not those of the network; names them.</exception>
    public static WeightSet Read(string path, Network network)
    {
        var arrays = SafetensorsFile.Read(path).Arrays;
        Dictionary<string, ImmutableArray<NdArray>> layers = new(StringComparer.Ordinal);
        List<string> problems = [];
        HashSet<string> used = new(StringComparer.Ordinal);
        foreach (var (layer, specs) in WeightSpecs.Of(network))
        {
            var found = Names(layer, specs).Zip(specs, (name, spec) => Take(arrays, name, spec, used, problems)).OfType<NdArray>().ToImmutableArray();
            layers[layer] = found;
        }

        problems.AddRange(arrays.Keys.Where(name => !used.Contains(name)).Order(StringComparer.Ordinal).Select(name => $"'{SafetensorsEntry.Shown(name)}' fits nothing"));
        return problems.Count == 0
            ? new(layers)
            : throw new UnreadableModelException(path, $"the weights do not fit the network: {string.Join(", ", problems.Take(MostNamed))}{(problems.Count > MostNamed ? $", and {problems.Count - MostNamed} more" : "")}", Remedy);
    }

    static IEnumerable<string> Names(string layer, ImmutableArray<WeightSpec> specs) => specs.Select(spec => spec.Group.Length > 0 ? $"{layer}/{spec.Group}/{spec.Name}" : $"{layer}/{spec.Name}");

    static NdArray? Take(ImmutableDictionary<string, NdArray> arrays, string name, WeightSpec spec, HashSet<string> used, List<string> problems)
    {
        if (!arrays.TryGetValue(name, out var array))
        {
            problems.Add($"'{name}' is missing");
            return null;
        }

        used.Add(name);
        if (!array.Shape.SequenceEqual(spec.Shape))
        {
            problems.Add($"'{name}' has the shape ({string.Join(", ", array.Shape)}) and should have ({string.Join(", ", spec.Shape)})");
            return null;
        }

        return array;
    }
}
