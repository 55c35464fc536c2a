using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Networks.Keras.Config;

/// <summary>A network in the making: layers and calls in the order of the file.</summary>
/// <param name="path">Path of the model.</param>
/// <param name="problems">Where problems are added.</param>
sealed class GraphDraft(string path, ICollection<Problem> problems)
{
    readonly Dictionary<string, int> indices = new(StringComparer.Ordinal);

    /// <summary>Path of the model.</summary>
    public string Path => path;

    /// <summary>The layers.</summary>
    public List<Layer> Layers { get; } = [];

    /// <summary>The calls.</summary>
    public List<Call> Calls { get; } = [];

    /// <summary>Indices of calls that stand for a part of a layer of an older Keras and take its result as it was.</summary>
    public HashSet<int> Rewritten { get; } = [];

    /// <summary>Notes a problem of the model or one of its layers.</summary>
    /// <param name="layer">Name of the layer; empty for the model.</param>
    /// <param name="message">What is wrong and what to do.</param>
    public void Refuse(string layer, string message)
    {
        var where = layer.Length == 0 ? path : NetworkReader.Joined(path, layer);
        problems.Add(new(where.Length == 0 ? "model" : where, message));
    }

    /// <summary>Index of the layer with a name, or −1.</summary>
    public int IndexOf(string name) => indices.TryGetValue(name, out var index) ? index : -1;

    /// <summary>Adds a layer.</summary>
    /// <returns>Its index, or −1 when its name is taken.</returns>
    public int Add(Layer layer)
    {
        if (!indices.TryAdd(layer.Name, Layers.Count))
        {
            Refuse(layer.Name, "Two layers have this name. Give every layer a name of its own.");
            return -1;
        }

        Layers.Add(layer);
        return Layers.Count - 1;
    }

    /// <summary>A name that no layer has yet.</summary>
    /// <param name="wanted">The name, to which a number is added when it is taken.</param>
    public string Unused(string wanted)
    {
        var name = wanted;
        for (var number = 1; indices.ContainsKey(name); number++)
        {
            name = $"{wanted}_{number}";
        }

        return name;
    }

    /// <summary>The finished network in Keras's order, or null when the graph is not sound.</summary>
    public Network? Finish(Network frame)
    {
        try
        {
            return ModelOrder.Arrange(frame with { Layers = [.. Layers], Calls = [.. Calls] });
        }
        catch (ShapeException e)
        {
            Refuse("", $"{e.Message.TrimEnd('.')}. The file is damaged.");
            return null;
        }
    }
}
