using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using DeepAnatomy.Networks.Keras;
using DeepAnatomy.Networks.Keras.Hdf5;
using DeepAnatomy.Networks.Keras.Weights;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Tests.Keras;

public class NetworkFormTests
{
    static readonly DateTimeOffset Date = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    static Convolution Conv(string name, int filters = 2) => new() { Name = name, SpatialRank = 2, Filters = filters, KernelSize = [1, 1] };

    static Network Inner(string name = "inner")
    {
        var inner = new NetworkBuilder();
        var x = inner.Input(new([null, 4, 4, 2]), "in");
        return inner.Build(name, inner.Add(Conv("c"), x));
    }

    [Fact]
    public void Calls_of_a_nested_model_count_from_one_among_the_outputs_and_from_zero_elsewhere()
    {
        var builder = new NetworkBuilder();
        var inner = Inner();
        var x = builder.Input(new([null, 4, 4, 2]), "x");
        var (first, line) = (builder.Add(inner, x), NetworkBuilder.Sequential("line", new([null, 4, 4, 2]), Conv("d")));
        var second = builder.Add(inner, first);
        var network = builder.Build("m", builder.Add(new Add { Name = "sum" }, first, second), second, builder.Add(line, second));

        var json = JsonNode.Parse(KerasWriter.ToJson(Filled(network)))!["config"]!;

        Assert.Equal("""[["sum",0,0],["inner",2,0],["line",0,0]]""", json["output_layers"]!.ToJsonString());
        Assert.Equal("""["inner",1,0]""", json["layers"]!.AsArray().Single(layer => layer!["name"]!.ToString() == "sum")!["inbound_nodes"]![0]!["args"]![0]![1]!["config"]!["keras_history"]!.ToJsonString());
        AssertRoundTrip(network);
    }

    [Fact]
    public void Models_with_dictionaries_constants_wrappers_and_several_levels_come_back_the_same()
    {
        var inner = new NetworkBuilder();
        var (a, b) = (inner.Input(new([null, 4, 4, 2]), "a"), inner.Input(new([null, 4, 4, 2]), "b"));
        var pair = inner.Build("pair", inner.Add(new Concatenate { Name = "cat" }, a, b)) with { InputKeys = ["a", "b"] };
        var builder = new NetworkBuilder();
        var video = builder.Input(new([null, 3, 4, 4, 2]), "video");
        var image = builder.Input(new([null, 4, 4, 2]), "image");
        var timed = builder.Add(new TimeDistributed { Name = "td", Layer = Inner("model") }, video);
        var mean = builder.Operate("Mean", new JsonObject { ["axis"] = 1, ["keepdims"] = false }, new TensorArgument(timed));
        var both = builder.Call(pair, [new ListArgument([new TensorArgument(mean), new TensorArgument(image)])]);
        var cut = builder.Operate("GetItem", [], new TensorArgument(both), new ConstantArgument(JsonNode.Parse("""[{"class_name": "__ellipsis__", "config": {}}, 1]""")));
        var dropped = builder.Call(new Dropout { Name = "drop", Rate = 0.5 }, [new TensorArgument(both)], KeyValuePair.Create("training", (Argument)new ConstantArgument(false)));
        var network = builder.Build("m", cut, dropped) with { InputKeys = ["video", "image"], OutputKeys = ["cut", "all"] };

        var back = AssertRoundTrip(network);

        Assert.Equal(["video", "image"], back.InputKeys.ToArray());
        Assert.Equal(["cut", "all"], back.OutputKeys.ToArray());
        Assert.Contains(WeightPlaces.Of(back).All(), place => place is { Group: "layers/time_distributed/layer/layers/conv2d", Path: "td/layer/c" });
    }

    [Fact]
    public void A_model_of_a_thousand_layers_comes_back_the_same()
    {
        var builder = new NetworkBuilder();
        var x = builder.Input(new([null, 4, 4, 2]), "x");
        for (var layer = 0; layer < 500; layer++)
        {
            x = builder.Add(new BatchNormalization(), builder.Add(Conv(""), x));
        }

        AssertRoundTrip(builder.Build("m", x));
    }

    [Theory]
    [InlineData("""["x", 0, 0]""")]
    [InlineData("""[["x", 0, 0]]""")]
    public void A_single_input_may_stand_flat_or_in_a_list(string leaf)
    {
        var json = $$$"""
            {"class_name": "Functional", "config": {"name": "m", "layers": [
              {"class_name": "InputLayer", "config": {"batch_shape": [null, 2], "name": "x"}, "name": "x", "inbound_nodes": []},
              {"class_name": "ReLU", "config": {"name": "r"}, "name": "r", "inbound_nodes": [{"args": [{"class_name": "__keras_tensor__", "config": {"keras_history": ["x", 0, 0]}}], "kwargs": {"mask": null}}]}],
              "input_layers": {{{leaf}}}, "output_layers": ["r", 0, 0]} }
            """;
        Assert.Equal(2, KerasReader.ParseArchitecture(json, "test").Network.Layers.Length);
    }

    [Theory]
    [InlineData("""["y", 0, 0]""", "layer 'y'")]
    [InlineData("""["x", 1, 0]""", "call 1 of the layer 'x'")]
    [InlineData("""["r", 0, 0]""", "cycle")]
    [InlineData("""[0, 0, 0]""", "unknown form")]
    public void A_reference_to_what_does_not_exist_is_refused(string history, string reason)
    {
        var json = $$$"""
            {"class_name": "Functional", "config": {"name": "m", "layers": [
              {"class_name": "InputLayer", "config": {"batch_shape": [null, 2], "name": "x"}, "name": "x", "inbound_nodes": []},
              {"class_name": "ReLU", "config": {"name": "r"}, "name": "r", "inbound_nodes": [{"args": [{"class_name": "__keras_tensor__", "config": {"keras_history": {{{history}}} } }], "kwargs": {} }]}],
              "input_layers": [["x", 0, 0]], "output_layers": [["r", 0, 0]]} }
            """;
        Assert.Contains(reason, Assert.Throws<UnreadableModelException>(() => KerasReader.ParseArchitecture(json, "test")).Message);
    }

    [Fact]
    public void A_model_whose_nested_calls_multiply_without_end_is_refused()
    {
        var network = Inner("n0");
        for (var level = 1; level < 12; level++)
        {
            var builder = new NetworkBuilder();
            var x = builder.Input(new([null, 4, 4, 2]), "in");
            for (var call = 0; call < 8; call++)
            {
                x = builder.Add(network, x);
            }

            // Shapes of such a model cannot be gone through: its JSON is put together by hand.
            network = builder.Build($"n{level}", x);
            if (level == 3)
            {
                break;
            }
        }

        var json = JsonNode.Parse(KerasWriter.ToJson(Filled(network)))!;
        for (var level = 0; level < 8; level++)
        {
            var outer = (JsonObject)json.DeepClone();
            var layers = outer["config"]!["layers"]!.AsArray();
            var entry = (JsonObject)json.DeepClone();
            entry["name"] = layers[1]!["name"]!.DeepClone();
            entry["config"]!["name"] = entry["name"]!.DeepClone();
            entry["inbound_nodes"] = layers[1]!["inbound_nodes"]!.DeepClone();
            layers[1] = entry;
            json = outer;
        }

        Assert.Contains("called more than", Assert.Throws<UnreadableModelException>(() => KerasReader.ParseArchitecture(json.ToJsonString(), "test")).Message);
    }

    [PythonFact]
    public void Half_precision_integers_and_bfloat16_are_written_as_h5py_expects_them()
    {
        using var folder = new TemporaryFolder();
        var network = Inner();
        var weights = new WeightSet([new("c",
        [
            new NdArray(ElementType.BFloat16, [1, 1, 2, 2], new byte[] { 0x80, 0x3f, 0, 0x40, 0x40, 0x40, 0x80, 0x40 }),
            new NdArray(ElementType.Float16, [2], new byte[] { 0, 0x3c, 0, 0x40 }),
        ])]);
        var state = new OptimizerState([NdArray.Of([], [5L]), NdArray.Of([], [0.5f])]);
        KerasWriter.Write(new Model { Network = network, Weights = weights, OptimizerState = state, Compilation = new(new("Adam", [], "keras.optimizers"), "mse", null, null), Origin = new("test") }, folder.File("a.keras"), Date);

        var seen = Python.Run(
            """
            import sys, io, zipfile, h5py
            f = h5py.File(io.BytesIO(zipfile.ZipFile(sys.argv[1]).read('model.weights.h5')), 'r')
            k, b, o = f['layers/conv2d/vars/0'], f['layers/conv2d/vars/1'], f['optimizer/vars']
            print(k.shape, k.dtype, k[()].tobytes().hex(), k.attrs['dtype'], b.dtype, b[()].tolist(), o['0'].dtype, o['0'][()], o['1'].shape, o.attrs['name'])
            """,
            folder.File("a.keras")).Trim();
        var back = KerasReader.Read(folder.File("a.keras")).Model;

        Assert.Equal("(1, 1, 2, 2) |V2 803f004040408040 bfloat16 float16 [1.0, 2.0] int64 5 () adam", seen);
        Assert.Equal([1.0, 2, 3, 4], Enumerable.Range(0, 4).Select(index => back.Weights["c"][0][index]));
        Assert.Equal((ElementType.BFloat16, ElementType.Float16), (back.Weights["c"][0].Type, back.Weights["c"][1].Type));
        Assert.Equal([5.0, 0.5], back.OptimizerState!.Variables.Select(variable => variable[0]));
    }

    [Fact]
    public void The_optimizer_inside_a_wrapper_that_scales_losses_is_read_with_its_state()
    {
        using var folder = new TemporaryFolder();
        var model = Filled(Inner());
        var config = JsonNode.Parse(KerasWriter.ToJson(model))!;
        config["compile_config"] = JsonNode.Parse("""{"optimizer": {"class_name": "LossScaleOptimizer", "config": {"inner_optimizer": {"class_name": "Adam", "config": {"learning_rate": 0.5}}}}, "loss": "mse"}""");
        var weights = new HdfNode();
        (weights.Group("layers/conv2d/vars").Datasets["0"], weights.Group("layers/conv2d/vars").Datasets["1"]) = (model.Weights["c"][0], model.Weights["c"][1]);
        weights.Group("optimizer/vars").Datasets["0"] = NdArray.Of([], [1L]);
        weights.Group("optimizer/inner_optimizer/vars").Datasets["0"] = NdArray.Of([], [7L]);
        File.WriteAllText(folder.File("metadata.json"), """{"keras_version": "3.9.0"}""");
        File.WriteAllText(folder.File("config.json"), config.ToJsonString());
        File.WriteAllBytes(folder.File("model.weights.h5"), HdfWriter.Write(weights));

        var read = KerasReader.Read(folder.Path).Model;

        Assert.Equal(("Adam", 0.5), (read.Compilation!.Optimizer!.ClassName, read.Compilation.Optimizer.Config["learning_rate"]!.GetValue<double>()));
        Assert.Equal([7.0], read.OptimizerState!.Variables.Select(variable => variable[0]));
    }

    [Fact]
    public void A_missing_weight_or_one_of_the_wrong_shape_is_not_written()
    {
        using var folder = new TemporaryFolder();
        var network = Inner();
        Assert.Throws<ArgumentException>(() => WeightsFile.Write(folder.File("a.h5"), network, new([])));
        Assert.Throws<ArgumentException>(() => WeightsFile.Write(folder.File("a.h5"), network, new([new("c", [NdArray.Of([2], [1f, 2]), NdArray.Of([2], [1f, 2])])])));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Weights_of_another_architecture_are_refused_all_at_once()
    {
        using var folder = new TemporaryFolder();
        WeightsFile.Write(folder.File("a.weights.h5"), Inner(), Filled(Inner()).Weights);
        var other = NetworkBuilder.Sequential("s", new([null, 4, 4, 2]), Conv("c", 3), Conv("d", 1));

        var error = Assert.Throws<UnreadableModelException>(() => WeightsFile.Read(folder.File("a.weights.h5"), other));

        Assert.Equal(["c.kernel", "c.bias", "d.kernel", "d.bias"], error.Problems.Select(problem => problem.Path));
        Assert.Contains("(1, 1, 2, 3)", error.Message);
    }

    /// <summary>A model with weights that count up.</summary>
    static Model Filled(Network network) => new()
    {
        Network = network,
        Origin = new("test"),
        Weights = new(WeightPlaces.Of(network).All().Where(place => place.Specs.Length > 0).Select(place => KeyValuePair.Create(
            place.Path,
            place.Specs.Select(spec => NdArray.Of(spec.Shape, [.. Enumerable.Range(0, (int)spec.Count).Select(index => index + (float)place.Path.Length)])).ToImmutableArray()))),
    };

    static Network AssertRoundTrip(Network network)
    {
        using var folder = new TemporaryFolder();
        var model = Filled(network);
        KerasWriter.Write(model, folder.File("a.keras"), Date);
        var reading = KerasReader.Read(folder.File("a.keras"));
        Assert.Empty(reading.Notes);
        Assert.Equal(KerasWriter.ToJson(model), KerasWriter.ToJson(reading.Model));
        Assert.All(model.Weights.Paths, path => Assert.Equal(model.Weights[path].Select(array => Convert.ToHexString(array.Bytes)), reading.Model.Weights[path].Select(array => Convert.ToHexString(array.Bytes))));
        return reading.Model.Network;
    }
}
