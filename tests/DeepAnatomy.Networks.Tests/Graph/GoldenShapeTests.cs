using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Analysis;

namespace DeepAnatomy.Networks.Tests.Graph;

/// <summary>Shapes and weights against what Keras 3.15 said.</summary>
public class GoldenShapeTests
{
    [ReferenceDataFact]
    public void Every_tensor_in_the_golden_files_has_the_shape_that_Keras_gave_it()
    {
        var count = 0;
        foreach (var file in KerasFiles.All)
        {
            count += Check(KerasFiles.Config(file), file);
        }

        Assert.True(count > 300, $"{count} tensors");
    }

    [ReferenceDataFact]
    public void Every_layer_file_gives_the_output_sizes_and_the_number_of_parameters_of_Keras()
    {
        var index = JsonNode.Parse(File.ReadAllText(ReferenceData.Path("keras/layers/index.json")))!.AsArray();
        Assert.Equal(257, index.Count);
        foreach (var entry in index.Select(node => node!.AsObject()))
        {
            var name = entry["name"]!.ToString();
            var network = KerasGraph.Read(KerasFiles.Config($"keras/layers/{name}.keras"));
            var outputs = network.OutputShapes(new() { Layer = 0 }, Shapes(entry["inputs"]!));
            Assert.True(outputs.SequenceEqual(Shapes(entry["outputs"]!)), $"{name}: {string.Join(" ", outputs)}");
            var analysis = NetworkAnalysis.Of(network);
            Assert.Empty(analysis.Problems);
            Assert.Equal((name, (long)entry["params"]!), (name, analysis.Parameters));
        }
    }

    [ReferenceDataFact]
    public void The_stored_weights_have_the_sizes_that_the_layers_ask_for()
    {
        foreach (var file in KerasFiles.All)
        {
            var analysis = NetworkAnalysis.Of(KerasGraph.Read(KerasFiles.Config(file)));
            Assert.Empty(analysis.Problems);
            var wanted = analysis.Layers.SelectMany(layer => layer.Weights).Select(weight => string.Join(",", weight.Shape)).Order(StringComparer.Ordinal);
            Assert.Equal(KerasFiles.WeightSizes(file).Order(StringComparer.Ordinal), wanted);
        }
    }

    [ReferenceDataFact]
    public void Layers_stand_in_the_order_in_which_Keras_wrote_them()
    {
        foreach (var file in KerasFiles.All)
        {
            var model = KerasFiles.Config(file);
            Assert.Equal(model["config"]!["layers"]!.AsArray().Select(entry => entry!["config"]!["name"]!.ToString()), KerasGraph.Read(model).Layers.Select(layer => layer.Name));
        }
    }

    static ImmutableArray<TensorShape> Shapes(JsonNode list) => [.. list.AsArray().Select(shape => new TensorShape([.. shape!.AsArray().Select(size => (int?)size)]))];

    static int Check(JsonObject model, string file)
    {
        if (model["class_name"]!.ToString() == "Sequential")
        {
            return 0;
        }

        var network = KerasGraph.Read(model);
        var shapes = ShapeInference.Of(network, []);
        var names = network.Layers.Select((layer, index) => (layer.Name, index)).ToDictionary(pair => pair.Name, pair => pair.index);
        var count = 0;
        foreach (var entry in model["config"]!["layers"]!.AsArray().Select(node => node!.AsObject()))
        {
            foreach (var (layer, call, output, shape) in KerasGraph.Tensors(entry["inbound_nodes"]))
            {
                Assert.True(shapes[new(names[layer], call, output)] == shape, $"{file}: {layer}: {shapes[new(names[layer], call, output)]} instead of {shape}");
                count++;
            }

            count += entry["class_name"]!.ToString() == "Functional" ? Check(entry, file) : 0;
        }

        return count;
    }
}
