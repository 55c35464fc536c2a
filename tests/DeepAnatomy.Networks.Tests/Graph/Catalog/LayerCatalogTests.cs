using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Catalog;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Networks.Tests.Graph.Catalog;

public class LayerCatalogTests
{
    /// <summary>Keys that Keras 3.3 refuses, and keys that it never wrote.</summary>
    static readonly string[] TooNew =
        ["ragged", "optional", "quantization_config", "renorm", "renorm_clipping", "renorm_momentum", "input_axes", "output_axes", "use_gate", "sliding_window", "shared_object_id", "build_config", "rms_scaling", "antialias"];

    [ReferenceDataFact]
    public void Every_layer_of_the_golden_files_is_read_without_a_problem_and_written_the_same_again()
    {
        Assert.NotEmpty(KerasFiles.All);
        foreach (var (entry, _) in KerasFiles.All.SelectMany(file => KerasFiles.Layers(KerasFiles.Config(file))))
        {
            List<Problem> problems = [];
            var layer = LayerCatalog.Read(entry, "x", problems);
            Assert.Empty(problems);
            var written = LayerCatalog.Write(layer!);
            var again = LayerCatalog.Write(LayerCatalog.Read(JsonNode.Parse(written.ToJsonString())!.AsObject(), "x", problems)!);
            Assert.Empty(problems);
            Assert.Equal(written.ToJsonString(), again.ToJsonString());
            AssertKept(entry["config"]!.AsObject(), written["config"]!.AsObject());
        }
    }

    [ReferenceDataFact]
    public void No_written_layer_has_a_key_that_the_oldest_supported_Keras_refuses()
    {
        foreach (var (entry, _) in KerasFiles.All.SelectMany(file => KerasFiles.Layers(KerasFiles.Config(file))))
        {
            var text = LayerCatalog.Write(LayerCatalog.Read(entry, "x", [])!).ToJsonString();
            Assert.All(TooNew, key => Assert.DoesNotContain($"\"{key}\"", text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_default_layer_of_every_class_survives_writing_and_reading()
    {
        foreach (var className in LayerCatalog.ClassNames)
        {
            var config = Minimal(className);
            List<Problem> problems = [];
            var layer = LayerCatalog.Read(className, config, "x", problems);
            Assert.Empty(problems);
            Assert.Equal(className, layer!.ClassName);
            var written = LayerCatalog.Write(layer);
            var again = LayerCatalog.Read(written, "x", problems);
            Assert.Empty(problems);
            Assert.Equal(written.ToJsonString(), LayerCatalog.Write(again!).ToJsonString());
        }
    }

    [Fact]
    public void Numbers_stand_for_lists_of_equal_ones_and_lists_of_one_for_numbers()
    {
        List<Problem> problems = [];
        var convolution = (Convolution)LayerCatalog.Read("Conv3D", Json("""{"filters": 4, "kernel_size": 3, "strides": [2]}"""), "x", problems)!;
        Assert.Equal([3, 3, 3], convolution.KernelSize.AsSpan());
        Assert.Equal([2, 2, 2], convolution.Strides.AsSpan());
        Assert.Equal([1, 1, 1], convolution.DilationRate.AsSpan());
        Assert.Equal(3, ((BatchNormalization)LayerCatalog.Read("BatchNormalization", Json("""{"axis": [3]}"""), "x", problems)!).Axis);
        Assert.Equal([new Margin(1, 1), new Margin(2, 2)], ((ZeroPadding)LayerCatalog.Read("ZeroPadding2D", Json("""{"padding": [1, 2]}"""), "x", problems)!).Margins.AsSpan());
        Assert.Equal([2, 2], ((MaxPooling)LayerCatalog.Read("MaxPooling2D", Json("""{"pool_size": 2, "strides": null}"""), "x", problems)!).Strides.AsSpan());
        Assert.Equal("mixed_float16", LayerCatalog.Read("Flatten", Json("""{"dtype": {"class_name": "DTypePolicy", "config": {"name": "mixed_float16"}}}"""), "x", problems)!.Precision);
        Assert.Empty(problems);
    }

    [Fact]
    public void An_activation_may_be_a_name_a_function_object_or_a_layer()
    {
        List<Problem> problems = [];
        Activation Read(string activation) => ((Dense)LayerCatalog.Read("Dense", Json($$"""{"units": 1, "activation": {{activation}}}"""), "x", problems)!).Activation;
        Assert.Equal("relu6", Read("\"relu6\"").Name);
        Assert.Equal("gelu", Read("""{"class_name": "function", "config": "gelu", "module": "builtins", "registered_name": "function"}""").Name);
        Assert.Equal(0.01, ((LeakyReLU)Read("""{"class_name": "LeakyReLU", "config": {"negative_slope": 0.01}}""").Layer!).NegativeSlope);
        Assert.Equal(Activation.Linear, Read("null"));
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("""{"class_name": "Lambda", "config": {"function": {"class_name": "__lambda__"}}}""", "Python code")]
    [InlineData("""{"class_name": "Mine", "registered_name": "Package>Mine", "config": {}}""", "Package>Mine")]
    [InlineData("""{"class_name": "Conv2d", "config": {}}""", "did you mean 'Conv2D'")]
    [InlineData("""{"class_name": "Conv2D", "config": {"filters": 0, "kernel_size": 3}}""", "below 1")]
    [InlineData("""{"class_name": "Conv2D", "config": {"filters": 1, "kernel_size": [3, 3, 3]}}""", "3 values do not fit 2 spatial axes")]
    [InlineData("""{"class_name": "Conv2D", "config": {"kernel_size": 3}}""", "x.filters")]
    [InlineData("""{"class_name": "Conv2D", "config": {"filters": 1, "kernel_size": 3, "padding": "causal"}}""", "one spatial axis only")]
    [InlineData("""{"class_name": "Conv2D", "config": {"filters": 1, "kernel_size": 3, "kernal_size": 3}}""", "Did you mean 'kernel_size'")]
    [InlineData("""{"class_name": "Conv2D", "config": {"filters": 3, "kernel_size": 3, "groups": 2}}""", "not a multiple")]
    [InlineData("""{"class_name": "UpSampling2D", "config": {"interpolation": "bicubic"}}""", "'bicubic' is not supported")]
    [InlineData("""{"class_name": "BatchNormalization", "config": {"renorm": true}}""", "x.renorm")]
    [InlineData("""{"class_name": "Dense", "config": {"units": 1, "activation": "rleu"}}""", "did you mean 'relu'")]
    [InlineData("""{"class_name": "Dense", "config": {"units": 1, "kernel_initializer": {"class_name": "Mine", "config": {}}}}""", "initializer 'Mine'")]
    [InlineData("""{"class_name": "Dense", "config": {"units": 1.5}}""", "not a whole number")]
    [InlineData("""{"class_name": "Fft", "module": "keras.src.ops.math", "config": {}}""", "operation 'Fft'")]
    [InlineData("""{"class_name": "Resize", "module": "keras.src.ops.image", "config": {"size": [2, 2], "interpolation": "lanczos3"}}""", "lanczos3")]
    [InlineData("""{"class_name": "TimeDistributed", "config": {"layer": {"class_name": "Lambda", "config": {}}}}""", "x/layer")]
    public void A_layer_that_cannot_be_run_is_refused_with_its_path_and_a_reason(string entry, string reason)
    {
        List<Problem> problems = [];
        Assert.Null(LayerCatalog.Read(Json(entry), "x", problems));
        Assert.Contains(problems, problem => problem.ToString().Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void All_problems_of_a_layer_are_found_at_once()
    {
        List<Problem> problems = [];
        LayerCatalog.Read("Conv2D", Json("""{"filters": -1, "kernel_size": "big", "activation": 3, "colour": "red"}"""), "x", problems);
        Assert.Equal(["x.filters", "x.kernel_size", "x.activation", "x.colour"], problems.Select(problem => problem.Path));
    }

    [Fact]
    public void Settings_made_by_code_are_held_to_the_same_rules()
    {
        List<Problem> problems = [];
        LayerCatalog.Check(new Convolution { Name = "c", SpatialRank = 2, Filters = 0, KernelSize = [3, 3, 3], Activation = new("rleu") }, "c", problems);
        LayerCatalog.Check(new Convolution { Name = "d", SpatialRank = 2, Filters = 3, KernelSize = [3, 3], Groups = 2 }, "d", problems);
        LayerCatalog.Check(new UpSampling { Name = "u", SpatialRank = 3, Interpolation = Interpolation.Bilinear }, "u", problems);
        Assert.Equal(["c.filters", "c.kernel_size", "c.activation", "d.groups", "u.interpolation"], problems.Select(problem => problem.Path));
        problems.Clear();
        LayerCatalog.Check(new LSTM { Name = "l", Units = 2 }, "l", problems);
        LayerCatalog.Check(new Normalization { Name = "n", Mean = 1, Variance = Numbers.Of(1, 2) }, "n", problems);
        LayerCatalog.Check(new Dense { Name = "d", Units = 1, Activation = new(ActivationNames.LegacyHardSigmoid) }, "d", problems);
        Assert.Empty(problems);
    }

    [Fact]
    public void Settings_of_Keras_2_that_no_layer_of_Keras_3_has_are_not_written()
    {
        Assert.Throws<ArgumentException>(() => LayerCatalog.Write(new UpSampling { Name = "u", SpatialRank = 3, Interpolation = Interpolation.Bilinear }));
        Assert.Throws<ArgumentException>(() => LayerCatalog.Write(new Dense { Name = "d", Units = 1, Activation = new(ActivationNames.LegacyHardSigmoid) }));
    }

    static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();

    static JsonObject Minimal(string className) => Json(className switch
    {
        "InputLayer" => """{"batch_shape": [null, 8, 8, 1]}""",
        "EinsumDense" => """{"equation": "abc,cd->abd", "output_shape": [null, 4]}""",
        "Embedding" => """{"input_dim": 5, "output_dim": 2}""",
        "CenterCrop" or "Resizing" => """{"height": 4, "width": 5}""",
        "Rescaling" => """{"scale": {"class_name": "__numpy__", "config": {"value": [[1.0, 2.5]], "dtype": "float32"}}}""",
        "SpectralNormalization" or "TimeDistributed" => """{"layer": {"class_name": "Dense", "config": {"units": 3}}}""",
        "Bidirectional" => """{"layer": {"class_name": "LSTM", "config": {"units": 3}}}""",
        "Activation" => """{"activation": "relu"}""",
        "Dot" => """{"axes": 1}""",
        "Reshape" => """{"target_shape": [4, -1]}""",
        "Permute" => """{"dims": [2, 1]}""",
        "RepeatVector" => """{"n": 3}""",
        "Dense" or "LSTM" or "GRU" or "SimpleRNN" => """{"units": 3}""",
        "GaussianNoise" => """{"stddev": 0.5}""",
        "MultiHeadAttention" => """{"num_heads": 2, "key_dim": 4}""",
        _ when className.StartsWith("Conv", StringComparison.Ordinal) || className.StartsWith("Separable", StringComparison.Ordinal) => """{"filters": 2, "kernel_size": 3}""",
        _ when className.StartsWith("Depthwise", StringComparison.Ordinal) => """{"kernel_size": 3}""",
        _ when className.StartsWith("Adaptive", StringComparison.Ordinal) => """{"output_size": 3}""",
        _ when className.EndsWith("Dropout", StringComparison.Ordinal) || className.Contains("Dropout", StringComparison.Ordinal) => """{"rate": 0.5}""",
        _ => "{}",
    });

    // What the file says and what is written agree wherever both say something; nothing else is left out but noise.
    static void AssertKept(JsonObject original, JsonObject written)
    {
        string[] left = [.. TooNew, "output_padding", "sparse", "seed", "name", "trainable", "crop_to_aspect_ratio", "pad_to_aspect_ratio", "fill_mode", "fill_value", "stateful", "unroll", "zero_output_for_mask"];
        foreach (var (key, value) in original)
        {
            if (!written.ContainsKey(key))
            {
                Assert.Contains(key, left);
            }
            else if (value is JsonValue or null or JsonArray)
            {
                Assert.True(JsonNode.DeepEquals(value, JsonNode.Parse(written[key]?.ToJsonString() ?? "null")), $"{key}: {value} became {written[key]}");
            }
        }

        Assert.Equal(written.Select(pair => pair.Key).Order(StringComparer.Ordinal), written.Select(pair => pair.Key).Where(original.ContainsKey).Order(StringComparer.Ordinal));
    }
}
