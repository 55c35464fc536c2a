using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Onnx;

/// <summary>
/// Exports networks to ONNX (operator set 17) for inference. Inputs and outputs lie as in Keras (channels last) and keep free sizes; inside, convolutions run channels first.
/// Source: the specification of ONNX operators.
/// </summary>
public sealed class OnnxExporter
{
    // Protocol Buffers end at 2 GiB; the graph itself needs some of it.
    const long MostWeightBytes = 2_000_000_000;

    readonly OnnxGraph graph = new();
    readonly WeightSet weights;
    readonly List<Problem> problems = [];

    OnnxExporter(WeightSet weights) => this.weights = weights;

    /// <summary>The content of an <c>.onnx</c> file.</summary>
    /// <param name="model">The model.</param>
    /// <param name="producer">Name and version of the product, written into the file.</param>
    /// <exception cref="OnnxExportException">Layers cannot be expressed; names all of them.</exception>
    public static byte[] ToBytes(Model model, string producer) => new OnnxExporter(model.Weights).Export(model.Network, producer);

    byte[] Export(Network network, string producer)
    {
        if (weights.Paths.Sum(path => weights[path].Sum(array => array.Bytes.Length + 0L)) > MostWeightBytes)
        {
            throw new OnnxExportException([new(network.Name, "The weights are larger than a file of ONNX can be (2 GB).")]);
        }

        var shapes = ShapeInference.Of(network, []);
        ImmutableArray<OnnxTensor> inputs = [.. network.Inputs.Select((tensor, index) => Input(InputName(network, index), shapes[tensor]))];
        var outputs = Walk(network, "", inputs);
        if (problems.Count > 0)
        {
            throw new OnnxExportException([.. problems.DistinctBy(problem => problem.Path)]);
        }

        graph.Scope = "output";
        for (var index = 0; index < outputs.Length; index++)
        {
            var name = network.OutputKeys.IsEmpty ? $"{network.Layers[network.Outputs[index].Layer].Name}_output_{index}" : network.OutputKeys[index];
            graph.Rename(outputs[index].Native(graph), name);
            graph.Output(name, outputs[index].Shape);
        }

        return graph.ToBytes(network.Name, producer);
    }

    static string InputName(Network network, int index) => network.InputKeys.IsEmpty ? network.Layers[network.Inputs[index].Layer].Name : network.InputKeys[index];

    OnnxTensor Input(string name, TensorShape shape)
    {
        graph.Input(name, shape);
        return OnnxTensor.OfNative(shape, name);
    }

    ImmutableArray<OnnxTensor> Walk(Network network, string prefix, ImmutableArray<OnnxTensor> inputs)
    {
        Dictionary<TensorRef, OnnxTensor> tensors = [];
        for (var index = 0; index < inputs.Length; index++)
        {
            tensors[network.Inputs[index]] = inputs[index];
        }

        foreach (var call in network.Calls)
        {
            if (tensors.ContainsKey(new(call.Layer, call.Number)))
            {
                continue;
            }

            var results = Results(network.Layers[call.Layer], call, prefix, [.. call.Tensors.Select(tensor => tensors[tensor])]);
            for (var index = 0; index < results.Length; index++)
            {
                tensors[new(call.Layer, call.Number, index)] = results[index];
            }
        }

        return [.. network.Outputs.Select(output => tensors[output])];
    }

    ImmutableArray<OnnxTensor> Results(Layer layer, Call call, string prefix, ImmutableArray<OnnxTensor> inputs)
    {
        var path = prefix + layer.Name;
        if (layer is Network inner)
        {
            return Walk(inner, path + "/", inputs);
        }

        var outputs = layer.OutputShapes(call, [.. inputs.Select(input => input.Shape)]);
        graph.Scope = path;
        try
        {
            return layer is InputLayer ? throw new NotExpressibleException("The input is not among those of the network.") : [LayerNodes.Lower(new(graph, call, inputs, weights[path], outputs), layer)];
        }
        catch (NotExpressibleException e)
        {
            problems.Add(new(path, e.Message));
            return [.. outputs.Select(shape => OnnxTensor.OfNative(shape, "refused"))];
        }
    }
}
