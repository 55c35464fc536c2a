using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Analysis;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Networks.Drawing;

/// <summary>The calls of a network as nodes of a drawing, nested models expanded on demand.</summary>
sealed class GraphNodes
{
    readonly bool expand;
    readonly List<GraphNode> nodes = [];

    GraphNodes(bool expand) => this.expand = expand;

    public static List<GraphNode> Of(Network network, ImmutableArray<TensorShape> inputs, bool expand)
    {
        var graph = new GraphNodes(expand);
        var outputs = graph.Add(network, inputs, [], "");
        foreach (var output in outputs.Where(output => output >= 0))
        {
            graph.nodes[output].IsOutput = true;
        }

        foreach (var node in graph.nodes)
        {
            node.Place = node.Spatial;
            node.Rank = node.Inputs.Count == 0 ? 0 : node.Inputs.Max(input => graph.nodes[input].Rank) + 1;
        }

        foreach (var node in Enumerable.Reverse(graph.nodes))
        {
            foreach (var input in node.Inputs.Select(input => graph.nodes[input]).Where(input => input.Layer is ZeroPadding))
            {
                input.Place = node.Place;
            }
        }

        return graph.nodes;
    }

    // Gives the nodes that make the outputs. Fed: nodes that feed a nested network's inputs.
    List<int> Add(Network network, ImmutableArray<TensorShape> inputs, List<int> fed, string frame)
    {
        var shapes = Shapes(network, inputs);
        Dictionary<TensorRef, int> made = [];
        for (var index = 0; index < fed.Count; index++)
        {
            made[network.Inputs[index]] = fed[index];
        }

        foreach (var call in network.Calls)
        {
            if (made.ContainsKey(new(call.Layer, call.Number)))
            {
                continue;
            }

            var layer = network.Layers[call.Layer];
            List<int> sources = [.. call.Tensors.Select(tensor => made[tensor])];
            ImmutableArray<TensorShape> taken = shapes is null ? [] : [.. call.Tensors.Select(tensor => shapes[tensor])];
            if (expand && layer is Network inner)
            {
                var outputs = Add(inner, taken, sources, frame.Length > 0 ? $"{frame}/{inner.Name}" : inner.Name);
                for (var output = 0; output < outputs.Count; output++)
                {
                    made[new(call.Layer, call.Number, output)] = outputs[output];
                }

                continue;
            }

            var node = new GraphNode
            {
                Index = nodes.Count,
                Layer = layer,
                Frame = frame,
                Inputs = [.. sources.Distinct()],
                Shape = shapes?.GetValueOrDefault(new(call.Layer, call.Number)),
                Repeat = call.Number == 0 ? 0 : call.Number + 1,
                Parameters = call.Number == 0 && shapes is not null ? ParametersOf(layer, taken) : 0,
            };
            nodes.Add(node);
            for (var output = 0; output < Math.Max(1, OutputCount(layer)); output++)
            {
                made[new(call.Layer, call.Number, output)] = node.Index;
            }
        }

        return [.. network.Outputs.Select(output => made.GetValueOrDefault(output, made.GetValueOrDefault(new(output.Layer, output.Call), -1)))];
    }

    static int OutputCount(Layer layer) => layer is Network inner ? inner.Outputs.Length : 8;

    static long ParametersOf(Layer layer, ImmutableArray<TensorShape> inputs)
    {
        if (layer is Network network)
        {
            return NetworkAnalysis.Of(network, inputs).Parameters;
        }

        var own = layer.Weights(inputs).Where(weight => !weight.IsCopy).Sum(weight => weight.Count);
        return own + layer.Children.Sum(child => ParametersOf(child.Value, layer.ChildInputs(child.Value, inputs)));
    }

    static Dictionary<TensorRef, TensorShape>? Shapes(Network network, ImmutableArray<TensorShape> inputs)
    {
        try
        {
            return ShapeInference.Of(network, inputs);
        }
        catch (ShapeException)
        {
            return null;
        }
    }
}
