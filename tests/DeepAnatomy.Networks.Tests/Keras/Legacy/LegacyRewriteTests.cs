using System.IO.Compression;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using DeepAnatomy.Networks.Keras;
using DeepAnatomy.Networks.Keras.Migration;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Tests.Keras.Legacy;

public class LegacyRewriteTests
{
    static string Input(string name, string shape = "[null, 5, 7, 1]") => LegacyFile.Entry("InputLayer", name, $"\"batch_input_shape\": {shape}, \"dtype\": \"float32\", \"sparse\": false", "[]");

    static ArchitectureReading Read(IEnumerable<string> layers, string output, string version = "2.9.0", string backend = "tensorflow", KerasReadOptions? options = null) =>
        KerasReader.ParseArchitecture($"{LegacyFile.Functional(layers, "[[\"x\", 0, 0]]", $"[[\"{output}\", 0, 0]]")[..^1]}, \"keras_version\": \"{version}\", \"backend\": \"{backend}\"}}", "test", options);

    [Theory]
    [InlineData("2.2.4", "tensorflow", true)]
    [InlineData("2.3.1", "tensorflow", true)]
    [InlineData("2.1.0", "theano", false)]
    [InlineData("2.2.4-tf", "tensorflow", false)]
    [InlineData("2.4.0", "tensorflow", false)]
    [InlineData("2.9.0", "tensorflow", false)]
    public void Bilinear_enlargement_is_rewritten_for_the_versions_that_had_no_half_pixel_centres(string version, string backend, bool isRewritten)
    {
        string[] layers = [Input("x"), LegacyFile.Entry("UpSampling2D", "up", "\"size\": [2, 3], \"data_format\": \"channels_last\", \"interpolation\": \"bilinear\"", "[[[\"x\", 0, 0, {}]]]")];

        var reading = Read(layers, "up", version, backend);

        Assert.Equal(isRewritten, reading.Network.Layers.Length > 2);
        Assert.Contains(reading.Notes, note => note is { Path: "up", Kind: MigrationKind.Guarded });
        Assert.Equal(!isRewritten, Read(layers, "up", version, backend, new(LegacyBilinear: !isRewritten)).Network.Layers.Length > 2);
        Assert.Equal([null, 10, 21, 1], new TensorShape(ShapeInference.Of(reading.Network, [])[reading.Network.Outputs[0]].Sizes).Sizes.ToArray());
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(1, 5)]
    public void The_rewritten_enlargement_is_linear_interpolation_at_i_over_s(int rowFactor, int columnFactor)
    {
        var network = Read(
            [Input("x"), LegacyFile.Entry("UpSampling2D", "up", $"\"size\": [{rowFactor}, {columnFactor}], \"interpolation\": \"bilinear\"", "[[[\"x\", 0, 0, {}]]]")], "up", "2.2.4").Network;
        Assert.Equal(["x", "up_border", "up", "up_mean", "up_crop"], network.Layers.Select(layer => layer.Name));
        var image = new double[5, 7];
        for (var index = 0; index < image.Length; index++)
        {
            image[index / 7, index % 7] = Math.Sin(index * 1.7);
        }

        var result = image;
        foreach (var call in network.Calls)
        {
            result = Apply(network.Layers[call.Layer], result);
        }

        Assert.Equal((5 * rowFactor, 7 * columnFactor), (result.GetLength(0), result.GetLength(1)));
        for (var row = 0; row < result.GetLength(0); row++)
        {
            for (var column = 0; column < result.GetLength(1); column++)
            {
                var (i, j) = (row / rowFactor, column / columnFactor);
                var (u, v) = ((double)row / rowFactor - i, (double)column / columnFactor - j);
                double At(int a, int b) => image[Math.Min(a, 4), Math.Min(b, 6)];
                var expected = ((1 - u) * (((1 - v) * At(i, j)) + (v * At(i, j + 1)))) + (u * (((1 - v) * At(i + 1, j)) + (v * At(i + 1, j + 1))));
                Assert.Equal(expected, result[row, column], 1e-12);
            }
        }
    }

    [Fact]
    public void Functions_of_TensorFlow_become_operations_of_Keras()
    {
        var network = Read(
            [
                Input("x", "[null, 4, 6, 3]"),
                Lambda("mul", "math.multiply", "[[\"x\", 0, 0, {\"y\": 2.0, \"name\": null}]]"),
                Lambda("sub", "math.subtract", "[[\"_CONSTANT_VALUE\", -1, 1.0, {\"y\": [\"mul\", 0, 0], \"name\": null}]]"),
                Lambda("add", "__operators__.add", "[[\"sub\", 0, 0, {\"y\": [\"x\", 0, 0], \"name\": null}]]"),
                LegacyFile.Entry("SlicingOpLambda", "get", "\"function\": \"__operators__.getitem\"", "[[\"add\", 0, 0, {\"slice_spec\": [{\"start\": null, \"stop\": null, \"step\": null}, {\"start\": 0, \"stop\": 2, \"step\": null}]}]]"),
                Lambda("pad", "compat.v1.pad", "[[\"get\", 0, 0, {\"paddings\": [[0, 0], [1, 1], [0, 0], [0, 0]]}]]"),
                Lambda("mean", "math.reduce_mean", "[[\"pad\", 0, 0, {\"axis\": -1, \"keepdims\": true}]]"),
                Lambda("cat", "concat", "[[[\"pad\", 0, 0, {\"axis\": -1}], [\"mean\", 0, 0, {\"axis\": -1}]]]"),
                Lambda("size", "image.resize", "[[\"cat\", 0, 0, {\"size\": [8, 12]}]]"),
                Lambda("relu", "nn.relu", "[[\"size\", 0, 0, {\"name\": null}]]"),
                Lambda("flat", "reshape", "[[\"relu\", 0, 0, {\"shape\": [-1, 384]}]]"),
                Lambda("soft", "nn.softmax", "[[\"flat\", 0, 0, {\"axis\": -1}]]"),
            ],
            "soft").Network;

        Assert.Equal(["InputLayer", "Multiply", "Subtract", "Add", "GetItem", "Pad", "Mean", "Concatenate", "Resize", "Relu", "Reshape", "Softmax"], network.Layers.Select(layer => layer.ClassName));
        Assert.Equal([null, 384], ShapeInference.Of(network, [])[network.Outputs[0]].Sizes.ToArray());
        Assert.IsType<ConstantArgument>(network.Calls[2].Arguments[0]);
        Assert.Equal(2.0, ((ConstantArgument)network.Calls[1].Arguments[1]).Value!.GetValue<double>());
    }

    [Fact]
    public void Graph_operations_of_TensorFlow_become_operations_of_Keras()
    {
        static string Layer(string name, string operation, string constants, string nodes, string attributes = "") => LegacyFile.Entry(
            "TensorFlowOpLayer", name, $"\"node_def\": {JsonValue.Create($"{{\"name\": \"{name}\", \"op\": \"{operation}\", \"attr\": {{{attributes}}}}}").ToJsonString()}, \"constants\": {constants}", nodes);
        var network = Read(
            [
                Input("x", "[null, 4, 6, 3]"),
                Layer("add", "AddV2", "{\"1\": 0.5}", "[[[\"x\", 0, 0, {}]]]"),
                Layer("cat", "ConcatV2", "{\"2\": 3}", "[[[\"add\", 0, 0, {}], [\"x\", 0, 0, {}]]]"),
                Layer("mean", "Mean", "{\"1\": [1, 2]}", "[[[\"cat\", 0, 0, {}]]]", "\"keep_dims\": {\"b\": true}"),
            ],
            "mean", "2.3.0-tf").Network;

        Assert.Equal(["InputLayer", "Add", "Concatenate", "Mean"], network.Layers.Select(layer => layer.ClassName));
        Assert.Equal([null, 1, 1, 6], ShapeInference.Of(network, [])[network.Outputs[0]].Sizes.ToArray());
    }

    [Fact]
    public void All_that_cannot_be_read_is_named_at_once_with_layer_class_and_remedy()
    {
        var error = Assert.Throws<UnreadableModelException>(() => Read(
            [
                Input("x"),
                LegacyFile.Entry("Lambda", "code", "\"function\": [\"4wEA\", null, null]", "[[[\"x\", 0, 0, {}]]]"),
                LegacyFile.Entry("UpSampling2D", "area", "\"interpolation\": \"area\"", "[[[\"code\", 0, 0, {}]]]"),
                LegacyFile.Entry("MyLayer", "mine", "", "[[[\"area\", 0, 0, {}]]]"),
                Lambda("fft", "signal.fft2d", "[[\"mine\", 0, 0, {}]]"),
                LegacyFile.Entry("BatchNormalization", "renorm", "\"axis\": [3], \"renorm\": true", "[[[\"fft\", 0, 0, {}]]]"),
            ],
            "renorm"));

        Assert.Equal(["area.interpolation", "code", "fft", "mine", "renorm.renorm"], error.Problems.Select(problem => problem.Path).Order(StringComparer.Ordinal));
        Assert.Contains("'Lambda' holds Python code", error.Message);
        Assert.Contains("'signal.fft2d'", error.Message);
    }

    [Theory]
    [InlineData("""{"class_name": "MyModel", "config": {"depth": 3}}""", "'MyModel', which is Python code")]
    [InlineData("""{"class_name": "Functional", "config": {"name": "m"}}""", "no list of layers")]
    [InlineData("""{"class_name": "Sequential", "config": {"name": "m", "layers": [{"class_name": "Dense", "config": {"name": "d", "units": 2}}]}}""", "shape of its input")]
    public void A_model_that_is_code_or_was_never_built_is_refused(string json, string reason) =>
        Assert.Contains(reason, Assert.Throws<UnreadableModelException>(() => KerasReader.ParseArchitecture(json, "test")).Message);

    [PythonFact]
    public void An_archive_of_Keras_2_13_is_read()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("m"));
        const string Module = "\"module\": \"keras.layers\", \"registered_name\": null, ";
        var layers = new[] { Input("x", "[null, 8, 8, 2]"), LegacyFile.Entry("Conv2D", "conv", "\"filters\": 3, \"kernel_size\": [1, 1], \"activation\": \"hard_sigmoid\"", "[[[\"x\", 0, 0, {}]]]") }.Select(layer => layer.Insert(1, Module));
        File.WriteAllText(folder.File("m/config.json"), LegacyFile.Functional(layers, "[[\"x\", 0, 0]]", "[[\"conv\", 0, 0]]").Insert(1, "\"module\": \"keras.src.engine.functional\", \"registered_name\": \"Functional\", "));
        File.WriteAllText(folder.File("m/metadata.json"), """{"keras_version": "2.13.1", "date_saved": "2023-07-01@00:00:00"}""");
        Python.Run(
            """
            import sys, h5py, numpy as np
            with h5py.File(sys.argv[1], 'w') as f:
                g = f.create_group('_layer_checkpoint_dependencies/conv2d/vars')
                g['0'] = np.arange(6, dtype='f4').reshape(1, 1, 2, 3); g['1'] = np.ones(3, 'f4')
                f.create_group('_layer_checkpoint_dependencies/input_layer/vars'); f.create_group('_layer_checkpoint_dependencies/dropout/seed_generator/vars')['0'] = np.int32([0, 1])
            """,
            folder.File("m/model.weights.h5"));
        ZipFile.CreateFromDirectory(folder.File("m"), folder.File("m.keras"));

        var reading = KerasReader.Read(folder.File("m.keras"));

        Assert.Equal("keras-2", reading.Model.Origin.Format);
        Assert.Equal([0f, 1, 2, 3, 4, 5], reading.Model.Weights["conv"][0].ToFloats());
        Assert.Equal(["x", "conv", "conv_slope", "conv_shift", "conv_clip"], reading.Model.Network.Layers.Select(layer => layer.Name));
    }

    static string Lambda(string name, string function, string nodes) => LegacyFile.Entry("TFOpLambda", name, $"\"trainable\": true, \"dtype\": \"float32\", \"function\": \"{function}\"", nodes);

    /// <summary>What the layers of a rewritten enlargement do to one channel.</summary>
    static double[,] Apply(Layer layer, double[,] x)
    {
        var (rows, columns) = (x.GetLength(0), x.GetLength(1));
        switch (layer)
        {
            case Operation { ClassName: "Pad" } pad:
                Assert.Equal("[[0,0],[0,1],[0,1],[0,0]]", pad["pad_width"]!.ToJsonString());
                Assert.Equal("symmetric", pad.Text("mode"));
                return Made(rows + 1, columns + 1, (i, j) => x[Math.Min(i, rows - 1), Math.Min(j, columns - 1)]);
            case UpSampling up:
                Assert.Equal(Interpolation.Nearest, up.Interpolation);
                return Made(rows * up.Size[0], columns * up.Size[1], (i, j) => x[i / up.Size[0], j / up.Size[1]]);
            case AveragePooling mean:
                Assert.Equal((1, 1, Padding.Valid), (mean.Strides[0], mean.Strides[1], mean.Padding));
                return Made(rows - mean.PoolSize[0] + 1, columns - mean.PoolSize[1] + 1, (i, j) =>
                    (from a in Enumerable.Range(0, mean.PoolSize[0]) from b in Enumerable.Range(0, mean.PoolSize[1]) select x[i + a, j + b]).Average());
            case Cropping crop:
                return Made(rows - crop.Margins[0].Before - crop.Margins[0].After, columns - crop.Margins[1].Before - crop.Margins[1].After, (i, j) => x[i + crop.Margins[0].Before, j + crop.Margins[1].Before]);
            default:
                return x;
        }
    }

    static double[,] Made(int rows, int columns, Func<int, int, double> value)
    {
        var result = new double[rows, columns];
        for (var index = 0; index < result.Length; index++)
        {
            result[index / columns, index % columns] = value(index / columns, index % columns);
        }

        return result;
    }
}
