using DeepAnatomy.Networks.Graph.Catalog;

namespace DeepAnatomy.Networks.Graph.Analysis;

/// <summary>What can be wrong with a graph whatever its layers do.</summary>
static class GraphChecks
{
    /// <summary>Checks names, connections and order, also of nested networks.</summary>
    public static void Check(Network network, string path, ICollection<Problem> problems)
    {
        var place = path.Length > 0 ? path : network.Name;
        CheckNames(network, place, problems);
        var made = CheckOrder(network, place, problems);
        foreach (var end in network.Outputs.Concat(network.Inputs).Where(end => !made.Contains((end.Layer, end.Call))))
        {
            problems.Add(new(place, $"Nothing makes call {end.Call} of layer {NameOf(network, end.Layer)}, which is an input or output of the network."));
        }

        CheckUse(network, place, problems);
        foreach (var layer in network.Layers)
        {
            var inside = path.Length > 0 ? $"{path}/{layer.Name}" : layer.Name;
            if (layer is Network nested)
            {
                Check(nested, inside, problems);
            }
            else
            {
                LayerCatalog.Check(layer, inside, problems);
            }
        }
    }

    static void CheckNames(Network network, string place, ICollection<Problem> problems)
    {
        foreach (var name in network.Layers.GroupBy(layer => layer.Name).Where(group => group.Count() > 1).Select(group => group.Key))
        {
            problems.Add(new($"{place}/{name}", "Several layers have this name. Give each its own."));
        }

        foreach (var layer in network.Layers.Where(layer => layer.Name.Length == 0 || layer.Name.Contains('/')))
        {
            problems.Add(new($"{place}/{layer.Name}", $"A layer of class {layer.ClassName} has no name, or one with '/', which Keras 3 refuses. Rename it."));
        }
    }

    static HashSet<(int Layer, int Number)> CheckOrder(Network network, string place, ICollection<Problem> problems)
    {
        HashSet<(int Layer, int Number)> made = [];
        foreach (var call in network.Calls)
        {
            foreach (var tensor in call.Tensors.Where(tensor => !made.Contains((tensor.Layer, tensor.Call))))
            {
                problems.Add(new($"{place}/{NameOf(network, call.Layer)}", $"It takes a tensor of {NameOf(network, tensor.Layer)} that is made later or never: the graph has a cycle or a gap."));
            }

            if (call.Layer < 0 || call.Layer >= network.Layers.Length || !made.Add((call.Layer, call.Number)))
            {
                problems.Add(new($"{place}/{NameOf(network, call.Layer)}", $"Call {call.Number} stands twice, or its layer does not exist."));
            }
        }

        return made;
    }

    static void CheckUse(Network network, string place, ICollection<Problem> problems)
    {
        Dictionary<(int Layer, int Number), Call> calls = [];
        foreach (var call in network.Calls)
        {
            calls[(call.Layer, call.Number)] = call;
        }

        HashSet<(int Layer, int Number)> used = [.. network.Inputs.Select(input => (input.Layer, input.Call))];
        Stack<TensorRef> open = new(network.Outputs);
        while (open.TryPop(out var tensor))
        {
            if (used.Add((tensor.Layer, tensor.Call)) && calls.TryGetValue((tensor.Layer, tensor.Call), out var call))
            {
                foreach (var parent in call.Tensors)
                {
                    open.Push(parent);
                }
            }
        }

        var reached = used.Select(call => call.Layer).ToHashSet();
        for (var index = 0; index < network.Layers.Length; index++)
        {
            if (!reached.Contains(index))
            {
                problems.Add(new($"{place}/{network.Layers[index].Name}", "No output depends on this layer. Connect it or take it out."));
            }
        }
    }

    static string NameOf(Network network, int layer) => layer >= 0 && layer < network.Layers.Length ? network.Layers[layer].Name : $"number {layer}";
}
