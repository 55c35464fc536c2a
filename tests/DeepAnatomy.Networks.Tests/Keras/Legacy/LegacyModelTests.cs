using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using DeepAnatomy.Networks.Keras;
using DeepAnatomy.Networks.Keras.Migration;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Tests.Keras.Legacy;

public class LegacyModelTests
{
    const string Conv = "\"filters\": 2, \"kernel_size\": [3, 3], \"strides\": [1, 1], \"padding\": \"same\", \"data_format\": \"channels_last\", \"dilation_rate\": [1, 1], \"groups\": 1, \"use_bias\": true, "
        + "\"trainable\": true, \"dtype\": \"float32\", \"kernel_initializer\": {\"class_name\": \"VarianceScaling\", \"config\": {\"scale\": 1.0, \"mode\": \"fan_avg\", \"distribution\": \"uniform\", \"seed\": null}}, "
        + "\"bias_initializer\": {\"class_name\": \"Zeros\", \"config\": {}}, \"kernel_regularizer\": null, \"activity_regularizer\": null";

    static readonly DateTimeOffset Date = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    static string Input(string name, string shape = "[null, 8, 8, 2]") =>
        LegacyFile.Entry("InputLayer", name, $"\"batch_input_shape\": {shape}, \"dtype\": \"float32\", \"sparse\": false, \"ragged\": false", "[]");

    static string Conv2D(string name, string from, string more = "\"activation\": \"linear\"") => LegacyFile.Entry("Conv2D", name, $"{Conv}, {more}", $"[[[\"{from}\", 0, 0, {{}}]]]");

    [PythonFact]
    public void A_whole_model_of_Keras_2_becomes_one_of_Keras_3_with_every_change_named()
    {
        using var folder = new TemporaryFolder();
        var file = new LegacyFile
        {
            Config = LegacyFile.Functional(
                [
                    Input("ct"),
                    Conv2D("enc/conv", "ct"),
                    LegacyFile.Entry("BatchNormalization", "bn", "\"axis\": [3], \"momentum\": 0.99, \"epsilon\": 0.001, \"center\": true, \"scale\": true, \"fused\": true", "[[[\"enc/conv\", 0, 0, {}]]]"),
                    LegacyFile.Entry("LeakyReLU", "leaky", "\"alpha\": {\"type\": \"ndarray\", \"value\": 0.1}", "[[[\"bn\", 0, 0, {}]]]"),
                    LegacyFile.Entry("DepthwiseConv2D", "dw", "\"kernel_size\": [3, 3], \"padding\": \"same\", \"groups\": 1, \"kernel_initializer\": {\"class_name\": \"GlorotUniform\", \"config\": {\"seed\": null}}, \"depth_multiplier\": 1", "[[[\"leaky\", 0, 0, {}]]]"),
                    LegacyFile.Entry("ThresholdedReLU", "thr", "\"theta\": 0.5", "[[[\"dw\", 0, 0, {}]]]"),
                    Conv2D("gate", "thr", "\"activation\": \"hard_sigmoid\""),
                    LegacyFile.Entry("Multiply", "mul", "", "[[[\"thr\", 0, 0, {}], [\"gate\", 0, 0, {}]]]"),
                ],
                "[[\"ct\", 0, 0]]",
                "[[\"mul\", 0, 0]]"),
            Training = """{"loss": "categorical_crossentropy", "metrics": [[{"class_name": "MeanMetricWrapper", "config": {"name": "acc", "dtype": "float32", "fn": "accuracy"}}]], "weighted_metrics": null, "loss_weights": null, "optimizer_config": {"class_name": "Adam", "config": {"name": "Adam", "lr": 0.01, "decay": 0.5, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-07, "amsgrad": false}}}""",
            Layers =
            [
                LegacyFile.Of("ct"), LegacyFile.Of("enc/conv", "enc/conv/kernel:0 3,3,2,2", "enc/conv/bias:0 2"),
                LegacyFile.Of("bn", "bn/gamma:0 2", "bn/beta:0 2", "bn/moving_mean:0 2", "bn/moving_variance:0 2"), LegacyFile.Of("leaky"),
                LegacyFile.Of("dw", "dw/depthwise_kernel:0 3,3,2,1", "dw/bias:0 2"), LegacyFile.Of("thr"), LegacyFile.Of("gate", "gate/kernel:0 3,3,2,2", "gate/bias:0 2"), LegacyFile.Of("mul"),
            ],
        };
        file.Write(folder.File("a.h5"));

        var reading = KerasReader.Read(folder.File("a.h5"));

        var network = reading.Model.Network;
        Assert.Equal(["ct", "enc_conv", "bn", "leaky", "dw", "thr", "gate", "gate_slope", "gate_shift", "gate_clip", "mul"], network.Layers.Select(layer => layer.Name));
        Assert.Equal(0.1, ((LeakyReLU)network.Layers[3]).NegativeSlope);
        Assert.Equal(0.5, ((ReLU)network.Layers[5]).Threshold);
        Assert.Equal("linear", ((Convolution)network.Layers[6]).Activation.Name);
        Assert.Equal([5, 9], network.Calls[^1].Tensors.Select(tensor => tensor.Layer));
        Assert.Equal(1f, reading.Model.Weights["enc_conv"][0].AsFloats()[0]);
        Assert.Equal(6f, reading.Model.Weights["bn"][3].AsFloats()[0]);
        Assert.Equal(10f, reading.Model.Weights["gate"][1].AsFloats()[0]);
        Assert.Equal(["bn", "gate"], reading.Notes.Where(note => note.Kind == MigrationKind.Guarded).Select(note => note.Path));
        Assert.Contains(reading.Notes, note => note is { Path: "enc_conv", Kind: MigrationKind.Renamed });
        Assert.Contains(reading.Notes, note => note is { Path: "dw", Kind: MigrationKind.Dropped });
        Assert.Contains(reading.Notes, note => note is { Path: "thr", Kind: MigrationKind.Rewritten });
        Assert.Equal("keras-2-h5", reading.Model.Origin.Format);
        var rate = reading.Model.Compilation!.Optimizer!.Config["learning_rate"]!;
        Assert.Equal(("InverseTimeDecay", 0.01, 0.5), (rate["class_name"]!.ToString(), rate["config"]!["initial_learning_rate"]!.GetValue<double>(), rate["config"]!["decay_rate"]!.GetValue<double>()));

        KerasWriter.Write(reading.Model, folder.File("a.keras"), Date);
        var back = KerasReader.Read(folder.File("a.keras"));
        Assert.Empty(back.Notes);
        Assert.Equal(KerasWriter.ToJson(reading.Model), KerasWriter.ToJson(back.Model));
        Assert.All(reading.Model.Weights.Paths, path => Assert.Equal(reading.Model.Weights[path].Select(array => Convert.ToHexString(array.Bytes)), back.Model.Weights[path].Select(array => Convert.ToHexString(array.Bytes))));
    }

    [PythonTheory]
    [InlineData("Adam/conv/kernel/m:0;Adam/conv/bias/m:0;Adam/last/kernel/m:0;Adam/last/bias/m:0;Adam/conv/kernel/v:0;Adam/conv/bias/v:0;Adam/last/kernel/v:0;Adam/last/bias/v:0", "5,9,6,10,7,11,8,12")]
    [InlineData("Adam/m/conv/kernel:0;Adam/v/conv/kernel:0;Adam/m/conv/bias:0;Adam/v/conv/bias:0;Adam/m/last/kernel:0;Adam/v/last/kernel:0;Adam/m/last/bias:0;Adam/v/last/bias:0", "5,6,7,8,9,10,11,12")]
    [InlineData("Adam/conv/kernel/m:0;Adam/conv/bias/m:0;Adam/last/kernel/m:0;Adam/last/bias/m:0;Adam/conv/kernel/v:0;Adam/conv/bias/v:0;Adam/last/kernel/v:0;Adam/last/bias/v:0;Adam/conv/kernel/vhat:0;Adam/conv/bias/vhat:0;Adam/last/kernel/vhat:0;Adam/last/bias/vhat:0", "5,9,6,10,7,11,8,12,13,14,15,16")]
    [InlineData("RMSprop/conv/kernel/rms:0;RMSprop/conv/bias/rms:0;RMSprop/last/kernel/rms:0;RMSprop/last/bias/rms:0;RMSprop/conv/kernel/momentum:0;RMSprop/conv/bias/momentum:0;RMSprop/last/kernel/momentum:0;RMSprop/last/bias/momentum:0", "5,6,7,8,9,10,11,12")]
    [InlineData("SGD/conv/kernel/momentum:0;SGD/conv/bias/momentum:0;SGD/last/kernel/momentum:0;SGD/last/bias/momentum:0", "5,6,7,8")]
    public void The_state_of_an_optimizer_comes_out_in_the_order_of_Keras_3_however_the_version_stored_it(string names, string order)
    {
        using var folder = new TemporaryFolder();
        string Shape(string name) => (name.Contains("kernel", StringComparison.Ordinal), name.Contains("last", StringComparison.Ordinal)) switch { (true, _) => "3,3,2,2", _ => "2" };
        new LegacyFile
        {
            Config = LegacyFile.Functional([Input("ct"), Conv2D("conv", "ct"), Conv2D("last", "conv")], "[[\"ct\", 0, 0]]", "[[\"last\", 0, 0]]"),
            Training = $$$"""{"loss": "mse", "optimizer_config": {"class_name": "{{{names.Split('/')[0]}}}", "config": {"learning_rate": 0.25, "decay": 0.0} } }""",
            Layers = [LegacyFile.Of("ct"), LegacyFile.Of("conv", "conv/kernel:0 3,3,2,2", "conv/bias:0 2"), LegacyFile.Of("last", "last/kernel:0 3,3,2,2", "last/bias:0 2")],
            Optimizer = [LegacyFile.Parse("Adam/iter:0"), .. names.Split(';').Select(name => LegacyFile.Parse($"{name} {Shape(name)}"))],
        }.Write(folder.File("a.h5"));

        var state = KerasReader.Read(folder.File("a.h5")).Model.OptimizerState!.Variables;

        Assert.Equal((6.0, 0.25), (state[0][0], state[1][0]));
        Assert.Equal(order, string.Join(',', state.Skip(2).Select(variable => (int)variable[0])));
    }

    [PythonTheory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Weights_of_a_nested_model_stand_trainable_first_in_one_group(bool isFixed, bool isSplit)
    {
        using var folder = new TemporaryFolder();
        var inner = LegacyFile.Functional(
            [Input("in"), Conv2D("c1", "in"), LegacyFile.Entry("BatchNormalization", "b1", "\"axis\": -1", "[[[\"c1\", 0, 0, {}]]]"), Conv2D("c2", "b1")],
            "[[\"in\", 0, 0]]", "[[\"c2\", 0, 0]]", name: "inner");
        var outer = inner.Insert(inner.Length - 1, ", \"name\": \"inner\", \"inbound_nodes\": [[[\"ct\", 0, 0, {}]], [[\"first\", 0, 0, {}]]]");
        var json = LegacyFile.Functional(
            [Input("ct"), Conv2D("first", "ct"), outer, LegacyFile.Entry("Add", "sum", "", "[[[\"inner\", 1, 0, {}], [\"inner\", 2, 0, {}]]]")], "[[\"ct\", 0, 0]]", "[[\"sum\", 0, 0]]", "Model");
        File.WriteAllText(folder.File("a.json"), json[..^1] + ", \"keras_version\": \"2.3.1\", \"backend\": \"tensorflow\"}");
        new LegacyFile
        {
            Fixed = isFixed, Split = isSplit, Version = null,
            Layers =
            [
                LegacyFile.Of("ct"), LegacyFile.Of("first_9", "first_9/kernel:0 3,3,2,2", "first_9/bias:0 2"),
                LegacyFile.Of("inner_3", "c1/kernel:0 3,3,2,2", "c1/bias:0 2", "b1/gamma:0 2", "b1/beta:0 2", "c2/kernel:0 3,3,2,2", "c2/bias:0 2", "b1/moving_mean:0 2", "b1/moving_variance:0 2"),
                LegacyFile.Of("sum"),
            ],
        }.Write(folder.File("a.h5"));

        var model = KerasReader.Read(folder.File("a.json"), folder.File("a.h5")).Model;

        Assert.Equal([0, 1], model.Network.Calls[^1].Tensors.Select(tensor => tensor.Call));
        Assert.Equal([5f, 6, 9, 10], model.Weights["inner/b1"].Select(array => array.AsFloats()[0]));
        Assert.Equal([7f, 8], model.Weights["inner/c2"].Select(array => array.AsFloats()[0]));
        Assert.Throws<UnreadableModelException>(() => KerasReader.Read(folder.File("a.json"), folder.File("a.h5"), new(MatchByName: true)));
    }

    [PythonFact]
    public void A_Sequential_of_Keras_1_as_a_bare_list_is_read()
    {
        using var folder = new TemporaryFolder();
        const string Layers = """
            [{"class_name": "Convolution2D", "config": {"name": "c", "nb_filter": 4, "nb_row": 3, "nb_col": 3, "subsample": [1, 1], "border_mode": "same", "dim_ordering": "tf", "init": "glorot_uniform", "bias": true, "activation": "relu", "W_regularizer": null, "b_regularizer": null, "activity_regularizer": null, "W_constraint": null, "b_constraint": null, "batch_input_shape": [null, 8, 8, 1], "input_dtype": "float32", "trainable": true}},
             {"class_name": "BatchNormalization", "config": {"name": "b", "mode": 0, "axis": -1, "epsilon": 0.001, "momentum": 0.99, "beta_init": "zero", "gamma_init": "one", "gamma_regularizer": null, "beta_regularizer": null, "trainable": true}},
             {"class_name": "MaxPooling2D", "config": {"name": "p", "pool_size": [2, 2], "strides": [2, 2], "border_mode": "valid", "dim_ordering": "tf", "trainable": true}},
             {"class_name": "Flatten", "config": {"name": "f", "trainable": true}},
             {"class_name": "Dropout", "config": {"name": "d", "p": 0.25, "trainable": true}},
             {"class_name": "Dense", "config": {"name": "e", "output_dim": 3, "init": "glorot_uniform", "activation": "hard_sigmoid", "bias": true, "input_dim": null, "trainable": true}}]
            """;
        new LegacyFile
        {
            Fixed = true, Version = "1.2.2", Config = $$"""{"class_name": "Sequential", "config": {{Layers}}}""",
            Layers =
            [
                LegacyFile.Of("c", "c_W 3,3,1,4", "c_b 4"), LegacyFile.Of("b", "b_gamma 4", "b_beta 4", "b_running_mean 4", "b_running_std 4"), LegacyFile.Of("p"), LegacyFile.Of("f"), LegacyFile.Of("d"),
                LegacyFile.Of("e", "e_W 64,3", "e_b 3"),
            ],
        }.Write(folder.File("a.h5"));

        var model = KerasReader.Read(folder.File("a.h5")).Model;

        Assert.False(model.Network.IsSequential);
        Assert.Equal("keras-1-h5", model.Origin.Format);
        Assert.Equal(["input_layer", "c", "b", "p", "f", "d", "e", "e_slope", "e_shift", "e_clip"], model.Network.Layers.Select(layer => layer.Name));
        Assert.Equal(0.25, ((Dropout)model.Network.Layers[5]).Rate);
        Assert.Equal(8f, model.Weights["e"][1].AsFloats()[0]);
    }

    [PythonFact]
    public void In_a_frozen_part_of_a_nested_model_the_order_follows_what_training_changes()
    {
        using var folder = new TemporaryFolder();
        var inner = LegacyFile.Functional(
            [Input("in"), Conv2D("c1", "in").Replace("\"trainable\":true", "\"trainable\":false", StringComparison.Ordinal), Conv2D("c2", "c1")], "[[\"in\", 0, 0]]", "[[\"c2\", 0, 0]]", name: "inner");
        var outer = inner.Insert(inner.Length - 1, ", \"name\": \"inner\", \"inbound_nodes\": [[[\"ct\", 0, 0, {}]]]");
        new LegacyFile
        {
            Config = LegacyFile.Functional([Input("ct"), outer], "[[\"ct\", 0, 0]]", "[[\"inner\", 1, 0]]"),
            Layers = [LegacyFile.Of("ct"), LegacyFile.Of("inner", "c2/kernel:0 3,3,2,2", "c2/bias:0 2", "c1/kernel:0 3,3,2,2", "c1/bias:0 2")],
        }.Write(folder.File("a.h5"));

        var model = KerasReader.Read(folder.File("a.h5")).Model;

        Assert.Equal((3f, 1f), (model.Weights["inner/c1"][0].AsFloats()[0], model.Weights["inner/c2"][0].AsFloats()[0]));
    }

    [PythonFact]
    public void Weights_are_matched_by_name_when_asked_for()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.json"), LegacyFile.Functional([Input("ct"), Conv2D("c1", "ct"), Conv2D("c2", "c1")], "[[\"ct\", 0, 0]]", "[[\"c2\", 0, 0]]"));
        new LegacyFile { Layers = [LegacyFile.Of("c2", "k 3,3,2,2", "b 2"), LegacyFile.Of("other", "k 1"), LegacyFile.Of("c1", "k 3,3,2,2", "b 2")] }.Write(folder.File("a.h5"));

        var model = KerasReader.Read(folder.File("a.json"), folder.File("a.h5"), new(MatchByName: true)).Model;

        Assert.Equal((4f, 1f), (model.Weights["c1"][0].AsFloats()[0], model.Weights["c2"][0].AsFloats()[0]));
        Assert.Contains("has 2 layers with weights", Assert.Throws<UnreadableModelException>(() => KerasReader.Read(folder.File("a.json"), folder.File("a.h5"))).Message);
    }

    [PythonTheory]
    [InlineData("theano", 35)]
    [InlineData("tensorflow", 3)]
    public void Kernels_of_Theano_are_turned_around(string backend, int first)
    {
        using var folder = new TemporaryFolder();
        new LegacyFile
        {
            Version = "2.1.3", Backend = backend, Config = LegacyFile.Functional([Input("ct"), Conv2D("c", "ct")], "[[\"ct\", 0, 0]]", "[[\"c\", 0, 0]]"),
            Layers = [LegacyFile.Of("ct"), LegacyFile.Of("c", "k 3,3,2,2", "b 2")],
        }.Write(folder.File("a.h5"));

        var reading = KerasReader.Read(folder.File("a.h5"));

        // Input 1, output 1 of the first place of the window.
        Assert.Equal(1 + (first / 1024f), reading.Model.Weights["c"][0].AsFloats()[3]);
        Assert.Equal(backend == "theano", reading.Notes.Any(note => note is { Path: "c", Kind: MigrationKind.Guarded }));
    }
}
