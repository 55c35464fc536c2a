using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Graph;

/// <summary>Brings the layers of a network into the order that Keras gives them; the names of weights in a file depend on it. Source: <c>keras/src/ops/function.py</c>, <c>map_graph</c>.</summary>
public static class ModelOrder
{
    /// <summary>Orders layers as Keras does, leaves out what no output needs, and orders calls so that each stands after those whose tensors it takes.</summary>
    /// <param name="network">Layers and calls in any order; the calls of a layer are numbered, but not necessarily without gaps.</param>
    /// <exception cref="ShapeException">The graph has a cycle, or a call takes a tensor that nothing makes.</exception>
    public static Network Arrange(Network network)
    {
        var visit = new GraphVisit(network);
        foreach (var output in network.Outputs)
        {
            visit.From(output);
        }

        var depths = Depths(network, visit);
        AddUnusedInputs(network, visit, depths);
        int[] order = [.. depths.Keys.OrderByDescending(layer => depths[layer]).ThenBy(layer => visit.Indices[layer])];
        return Renumbered(network, order, visit.Finished);
    }

    static Dictionary<int, int> Depths(Network network, GraphVisit visit)
    {
        Dictionary<int, int> calls = [], layers = [];
        foreach (var index in Enumerable.Reverse(visit.Finished))
        {
            var call = network.Calls[index];
            var depth = Math.Max(calls.GetValueOrDefault(index), layers.GetValueOrDefault(call.Layer));
            layers[call.Layer] = calls[index] = depth;
            foreach (var parent in visit.Parents(index))
            {
                calls[parent] = Math.Max(calls.GetValueOrDefault(parent), depth + 1);
            }
        }

        return layers;
    }

    static void AddUnusedInputs(Network network, GraphVisit visit, Dictionary<int, int> depths)
    {
        foreach (var input in network.Inputs)
        {
            if (depths.TryAdd(input.Layer, 0))
            {
                visit.Indices[input.Layer] = -1;
                visit.Finished.Insert(0, visit.CallOf(input));
            }
        }
    }

    static Network Renumbered(Network network, int[] order, List<int> finished)
    {
        Dictionary<int, int> layers = [];
        for (var position = 0; position < order.Length; position++)
        {
            layers[order[position]] = position;
        }

        Dictionary<(int Layer, int Number), int> numbers = [];
        foreach (var calls in finished.Select(index => network.Calls[index]).GroupBy(call => call.Layer))
        {
            var next = 0;
            foreach (var call in calls.OrderBy(call => call.Number))
            {
                numbers[(call.Layer, call.Number)] = next++;
            }
        }

        TensorRef Map(TensorRef tensor) => new(layers[tensor.Layer], numbers[(tensor.Layer, tensor.Call)], tensor.Output);
        return network with
        {
            Layers = [.. order.Select(layer => network.Layers[layer])],
            Calls = [.. finished.Select(index => network.Calls[index]).Select(call => call with
            {
                Layer = layers[call.Layer],
                Number = numbers[(call.Layer, call.Number)],
                Arguments = [.. call.Arguments.Select(argument => argument.Map(Map))],
                Keywords = [.. call.Keywords.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Map(Map)))],
            })],
            Inputs = [.. network.Inputs.Select(Map)],
            Outputs = [.. network.Outputs.Select(Map)],
        };
    }
}
