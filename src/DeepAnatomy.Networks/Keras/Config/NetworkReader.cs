using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Catalog;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Networks.Keras.Config;

/// <summary>Reads a model object in the dialect of Keras 3 (older ones were rewritten before) and whatever is nested in it. Collects all problems; computes nothing.</summary>
/// <param name="problems">Where problems are added.</param>
sealed class NetworkReader(ICollection<Problem> problems)
{
    /// <summary>Deeper nesting than this is no model but an attack.</summary>
    const int MostDepth = 32;

    /// <summary>A model whose nested models are called so often that its calls multiply to more than this is no model but an attack.</summary>
    const long MostCalls = 1_000_000;

    int depth;

    /// <summary>Reads a model.</summary>
    /// <param name="entry">The object with <c>class_name</c> and <c>config</c>.</param>
    /// <param name="path">Path of the model; empty for the outermost.</param>
    /// <returns>The network, or null when there was a problem.</returns>
    public Network? Read(JsonObject entry, string path)
    {
        var className = entry["class_name"].Text();
        if (entry["config"] is not JsonObject config || config["layers"] is not JsonArray)
        {
            return Refuse(path, className is "Functional" or "Model" or "Sequential" or null
                ? "The model has no list of layers. The file is damaged."
                : $"The model is of the class '{className}', which is Python code and never run. Rebuild it as a Functional or Sequential model and save it again.");
        }

        if (className is not ("Functional" or "Model" or "Sequential"))
        {
            return Refuse(path, $"The model is of the class '{className}', which is Python code and never run. Rebuild it as a Functional or Sequential model and save it again.");
        }

        if (++depth > MostDepth)
        {
            depth--;
            return Refuse(path, $"Models are nested more than {MostDepth} deep.");
        }

        var before = problems.Count;
        var draft = new GraphDraft(path, problems);
        var network = className == "Sequential" ? new SequentialReader(this, draft).Read(config) : new FunctionalReader(this, draft).Read(config);
        depth--;
        if (network is not null && CallCount(network) > MostCalls)
        {
            return Refuse(path, $"Its nested models are called more than {MostCalls} times in all.");
        }

        return problems.Count > before ? null : network;
    }

    static long CallCount(Network network)
    {
        Dictionary<int, long> nested = [];
        long count = 0;
        foreach (var call in network.Calls)
        {
            if (!nested.TryGetValue(call.Layer, out var inner))
            {
                nested[call.Layer] = inner = network.Layers[call.Layer] is Network child ? CallCount(child) : 0;
            }

            count = Math.Min(count + 1 + inner, MostCalls + 1);
        }

        return count;
    }

    /// <summary>Reads one layer, operation or nested model.</summary>
    /// <param name="entry">Its object.</param>
    /// <param name="path">Its path.</param>
    public Layer? ReadLayer(JsonObject entry, string path)
    {
        var layer = LayerCatalog.Read(entry, path, problems, Read);
        return layer is Network network && network.Name.Length == 0 ? network with { Name = NameOf(entry) ?? "" } : layer;
    }

    /// <summary>The name of an entry.</summary>
    public static string? NameOf(JsonObject entry) => entry["name"].Text() ?? (entry["config"] as JsonObject)?["name"].Text();

    /// <summary>A path inside a model.</summary>
    public static string Joined(string path, string name) => path.Length == 0 ? name : $"{path}/{name}";

    Network? Refuse(string path, string message)
    {
        problems.Add(new(path.Length == 0 ? "model" : path, message));
        return null;
    }
}
