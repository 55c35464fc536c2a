using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Layers;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Analysis;

/// <summary>Goes through the calls of a network and of those inside it; goes on behind what is wrong.</summary>
sealed class AnalysisWalk(Network network)
{
    // One terabyte of weights or of one tensor: beyond it sums could overflow, and nothing runs anyway.
    const long TooMany = 1L << 38;

    readonly Dictionary<string, LayerAnalysis> found = [];

    public List<CallAnalysis> Calls { get; } = [];

    public List<LayerAnalysis> Layers { get; } = [];

    public List<Problem> Problems { get; } = [];

    public (Dictionary<TensorRef, TensorShape> Shapes, ActivationBytes? Activations) Run(ImmutableArray<TensorShape> inputs)
    {
        GraphChecks.Check(network, "", Problems);
        var before = Problems.Count;
        var result = Walk(network, "", inputs, 0, true);
        if (Problems.Count > before && SizeConstraint.Advice(network, inputs) is { } advice)
        {
            Problems.Add(new(network.Name, advice));
        }

        Order();
        return (result.Shapes, result.AreKnown ? result.Activations : null);
    }

    NetworkPass Walk(Network current, string path, ImmutableArray<TensorShape> inputs, int depth, bool isTrainable)
    {
        var pass = NetworkPass.Start(current, inputs, path, Problems);
        isTrainable &= current.Trainable;
        for (var index = 0; index < current.Calls.Length; index++)
        {
            var call = current.Calls[index];
            if (call.Layer < 0 || call.Layer >= current.Layers.Length || !pass.TryInputs(call, out var shapes))
            {
                continue;
            }

            var layer = current.Layers[call.Layer];
            var layerPath = Join(path, layer.Name);
            try
            {
                Visit(pass, index, layer, layerPath, shapes, depth, isTrainable);
            }
            catch (ShapeException e)
            {
                Problems.Add(new(layerPath, $"{layer.ClassName}: {e.Message}"));
            }
            catch (OverflowException)
            {
                Problems.Add(new(layerPath, $"{layer.ClassName}: a size is too large."));
            }
        }

        return pass;
    }

    void Visit(NetworkPass pass, int index, Layer layer, string path, ImmutableArray<TensorShape> inputs, int depth, bool isTrainable)
    {
        var call = pass.Network.Calls[index];
        var place = Calls.Count;
        NetworkPass? inner = null;
        ImmutableArray<TensorShape> outputs;
        if (layer is Network nested)
        {
            AddLayer(new(path, layer, depth, inputs, [], [], isTrainable && layer.Trainable));
            inner = Walk(nested, path, inputs, depth + 1, isTrainable);
            outputs = inner.Outputs();
        }
        else
        {
            outputs = pass.Given(call) is { } given ? [Checked(layer, given, depth)] : layer.OutputShapes(call, inputs);
            AddLayer(layer, path, depth, inputs, outputs, isTrainable);
        }

        if (outputs.Any(output => ShapeRules.Elements(output) > TooMany))
        {
            throw new ShapeException($"{string.Join(", ", outputs)} has too many elements.");
        }

        var work = inner is not null ? inner.MultiplyAdds : IsKnown(inputs) && IsKnown(outputs) ? layer.MultiplyAdds(inputs, outputs) : (long?)null;
        Calls.Insert(place, new(path, layer, call.Number, depth, inputs, outputs, work));
        pass.Add(index, outputs, work, inner);
    }

    // Spatial sizes of the outermost input may be tried out; what weights depend on may not.
    static TensorShape Checked(Layer layer, TensorShape given, int depth)
    {
        if (layer is not InputLayer { Shape: var wanted })
        {
            return given;
        }

        var fits = given.Rank == wanted.Rank && given.Sizes.Zip(wanted.Sizes).Skip(depth == 0 ? given.Rank - 1 : 1).All(pair => pair.First is null || pair.Second is null || pair.First == pair.Second);
        return fits ? given : throw new ShapeException($"the input is {wanted}, not {given}.");
    }

    void AddLayer(Layer layer, string path, int depth, ImmutableArray<TensorShape> inputs, ImmutableArray<TensorShape> outputs, bool isTrainable)
    {
        var own = layer.Weights(inputs);
        AddLayer(new(path, layer, depth, inputs, outputs, own, isTrainable && layer.Trainable));
        foreach (var (attribute, child) in layer.Children)
        {
            var childInputs = layer.ChildInputs(child, inputs);
            if (child is Network nested)
            {
                AddLayer(new(Join(path, attribute), child, depth + 1, childInputs, [], [], isTrainable && layer.Trainable && child.Trainable));
                var calls = Calls.Count;
                Walk(nested, Join(path, attribute), childInputs, depth + 2, isTrainable && layer.Trainable);
                Calls.RemoveRange(calls, Calls.Count - calls);
            }
            else
            {
                AddLayer(child, Join(path, attribute), depth + 1, childInputs, [], isTrainable && layer.Trainable);
            }
        }
    }

    void AddLayer(LayerAnalysis layer)
    {
        if (layer.OwnParameters > TooMany)
        {
            throw new ShapeException($"{layer.OwnParameters} weights are too many.");
        }

        if (found.TryAdd(layer.Path, layer))
        {
            Layers.Add(layer);
        }
        else if (ReferenceEquals(found[layer.Path].Layer, layer.Layer) && !found[layer.Path].Weights.Select(weight => weight.Shape).SequenceEqual(layer.Weights.Select(weight => weight.Shape), ShapeComparer.Instance))
        {
            throw new ShapeException($"the layer is shared, but the input {string.Join(", ", layer.Inputs)} needs weights of other sizes than the first call.");
        }
    }

    // Calls run in an order of their own; layers are listed in the order of the model, with what is inside them behind them.
    void Order()
    {
        var byPath = Layers.ToDictionary(layer => layer.Path);
        Layers.Clear();
        foreach (var layer in network.Layers)
        {
            Append(layer, layer.Name, byPath);
        }

        List<LayerAnalysis> ordered = [.. Layers];
        Layers.Clear();
        Layers.AddRange(ordered.Select(layer => Totalled(layer, ordered)));
    }

    void Append(Layer layer, string path, Dictionary<string, LayerAnalysis> byPath)
    {
        if (byPath.Remove(path, out var layerFound))
        {
            Layers.Add(layerFound);
            foreach (var (attribute, child) in layer.Children)
            {
                Append(child, Join(path, attribute), byPath);
            }
        }
    }

    static LayerAnalysis Totalled(LayerAnalysis layer, List<LayerAnalysis> all)
    {
        var inside = layer.Layer.Children.IsEmpty ? [layer] : all.Where(other => other == layer || other.Path.StartsWith($"{layer.Path}/", StringComparison.Ordinal)).ToList();
        return layer with { Parameters = inside.Sum(other => other.OwnParameters), TrainableParameters = inside.Sum(other => other.OwnTrainableParameters) };
    }

    static bool IsKnown(ImmutableArray<TensorShape> shapes) => shapes.All(shape => shape.IsKnown);

    static string Join(string path, string name) => path.Length == 0 ? name : $"{path}/{name}";
}
