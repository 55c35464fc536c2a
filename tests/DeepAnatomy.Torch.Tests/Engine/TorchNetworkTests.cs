using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using DeepAnatomy.Torch.Engine;
using TorchSharp;
using Padding = DeepAnatomy.Networks.Graph.Padding;

namespace DeepAnatomy.Torch.Tests.Engine;

public class TorchNetworkTests
{
    static readonly EngineOptions Training = new() { Purpose = EnginePurpose.Training };

    [Fact]
    public void Weights_come_back_bit_by_bit()
    {
        var model = TestModels.Of(Everything(), 1);
        using var network = TorchNetwork.Load(model, Training);
        var back = network.ToModel();
        Assert.Equal(model.Weights.Paths.Order(), back.Weights.Paths.Order());
        Assert.All(model.Weights.Paths, path => Assert.All(model.Weights[path].Zip(back.Weights[path]), pair =>
        {
            Assert.Equal(pair.First.Shape.AsEnumerable(), pair.Second.Shape);
            Assert.True(pair.First.Bytes.SequenceEqual(pair.Second.Bytes));
        }));
    }

    [Fact]
    public void A_variable_goes_into_the_layout_of_the_engine_and_back()
    {
        using var network = TorchNetwork.Load(TestModels.Of(Everything(), 1), Training);
        foreach (var variable in network.TrainableVariables)
        {
            var array = TestModels.Noise(5, variable.Spec.Shape);
            using var tensor = variable.FromKeras(array);
            Assert.Equal(variable.Tensor.shape, tensor.shape);
            Assert.Equal(variable.Tensor.stride(), tensor.stride());
            Assert.Equal(array.ToFloats(), variable.ToKeras(tensor).ToFloats());
            variable.Assign(array);
            Assert.Equal(array.ToFloats(), variable.ToKeras().ToFloats());
            Assert.Throws<ArgumentException>(() => variable.FromKeras(NdArray.Of([1, 1, 1, 1, 1], [0f])));
        }
    }

    [Fact]
    public void Fused_steps_give_what_single_ones_give()
    {
        var input = TestModels.Noise(3, 2, 8, 8, 2);
        using var network = TorchNetwork.Load(TestModels.Of(Everything(), 1));
        var fused = network.Run([input], new() { IsFast = true });
        var single = network.Run([input]);
        Assert.InRange(Differences.Largest(single.Outputs[0], fused.Outputs[0]), 1e-12, 1e-5);
        Assert.Equal(single.Outputs[0].ToFloats(), network.Run([input], new() { Taps = ["up"], IsFast = true }).Outputs[0].ToFloats());
    }

    [Fact]
    public void A_tensor_that_others_read_is_neither_fused_away_nor_written_over()
    {
        var builder = new NetworkBuilder();
        var x = builder.Input(TestModels.Shape(4, 4, 2));
        var convolved = builder.Add(new Convolution { Name = "conv", SpatialRank = 2, Filters = 2, KernelSize = [1, 1] }, x);
        var normal = builder.Add(new BatchNormalization { Name = "bn" }, convolved);
        var positive = builder.Add(new ReLU { Name = "relu" }, normal);
        var sum = builder.Add(new Add { Name = "sum" }, builder.Add(new Add { Name = "both" }, convolved, normal), positive);
        using var network = TorchNetwork.Load(TestModels.Of(builder.Build("model", sum, convolved), 1));
        var input = TestModels.Noise(3, 2, 4, 4, 2);
        var (single, fast) = (network.Run([input]).Outputs, network.Run([input], new() { IsFast = true }).Outputs);
        Assert.All(single.Zip(fast), pair => Assert.InRange(Differences.Largest(pair.First, pair.Second), 0, 1e-6));
    }

    [Fact]
    public void Batches_give_what_one_run_gives()
    {
        var input = TestModels.Noise(3, 5, 8, 8, 2);
        using var network = TorchNetwork.Load(TestModels.Of(Everything(), 1));
        var whole = network.Run([input], new() { Taps = ["joined"] });
        var parts = network.Run([input], new() { Taps = ["joined"], BatchSize = 2 });
        Assert.InRange(Differences.Largest(whole.Outputs[0], parts.Outputs[0]), 0, 1e-6);
        Assert.InRange(Differences.Largest(whole.Taps["joined"][0], parts.Taps["joined"][0]), 0, 1e-6);
    }

    [Fact]
    public void Nothing_is_left_behind_by_runs_and_steps()
    {
        var input = TestModels.Noise(3, 2, 8, 8, 2);
        using var network = TorchNetwork.Load(TestModels.Of(Everything(), 1), Training);
        var counts = new List<long>();
        for (var round = 0; round < 4; round++)
        {
            _ = network.Run([input], new() { Taps = ["joined"], BatchSize = 1 });
            using (torch.NewDisposeScope())
            {
                using var x = torch.ones(2, 8, 8, 2);
                var loss = network.Forward([x], training: true)[0].sum() + network.RegularizationLoss();
                loss.backward();
                network.TrainableVariables.ToList().ForEach(variable => variable.Tensor.grad!.Dispose());
            }

            _ = network.ToModel();
            counts.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        }

        Assert.Equal([counts[1]], counts[1..].Distinct());
    }

    [Fact]
    public void A_loaded_and_released_network_leaves_nothing_behind()
    {
        var model = TestModels.Of(Everything(), 1);
        TorchNetwork.Load(model).Dispose();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        TorchNetwork.Load(model).Dispose();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void The_same_seed_gives_the_same_noise()
    {
        var model = TestModels.Of(Everything(), 1);
        using var first = TorchNetwork.Load(model, Training with { Seed = 5 });
        using var second = TorchNetwork.Load(model, Training with { Seed = 5 });
        using var other = TorchNetwork.Load(model, Training with { Seed = 6 });
        var (a, b, c) = (Train(first), Train(second), Train(other));
        Assert.Equal(a, b);
        Assert.NotEqual(a, c);
        Assert.NotEqual(a, Train(first));

        static float[] Train(TorchNetwork network)
        {
            using var scope = torch.NewDisposeScope();
            return network.Forward([torch.ones(2, 8, 8, 2)], training: true)[0].data<float>().ToArray();
        }
    }

    [Fact]
    public void Training_moves_the_statistics_of_a_batch_normalization_by_the_biased_variance()
    {
        var model = TestModels.Of(new BatchNormalization { Name = "bn", Momentum = 0.9 }, 1, TestModels.Shape(3, 2));
        var input = TestModels.Noise(3, 4, 3, 2);
        using var network = TorchNetwork.Load(model, Training);
        using var scope = torch.NewDisposeScope();
        network.Forward([torch.tensor(input.ToFloats(), [4L, 3, 2])], training: true);
        var (old, now) = (model.Weights["bn"], network.ToModel().Weights["bn"]);
        for (var channel = 0; channel < 2; channel++)
        {
            double[] values = [.. Enumerable.Range(0, 12).Select(place => input[(place * 2) + channel])];
            var variance = values.Select(value => Math.Pow(value - values.Average(), 2)).Average();
            Assert.Equal((0.9 * old[2][channel]) + (0.1 * values.Average()), now[2][channel], 1e-6);
            Assert.Equal((0.9 * old[3][channel]) + (0.1 * variance), now[3][channel], 1e-6);
        }
    }

    [Fact]
    public void A_frozen_batch_normalization_stays_as_it_is_in_training()
    {
        var model = TestModels.Of(new BatchNormalization { Name = "bn", Trainable = false }, 1, TestModels.Shape(3, 2));
        using var network = TorchNetwork.Load(model, Training);
        using var scope = torch.NewDisposeScope();
        var input = torch.randn(4, 3, 2);
        Assert.True(network.Forward([input], training: true)[0].allclose(network.Forward([input], training: false)[0]));
        Assert.Equal(model.Weights["bn"][2].ToFloats(), network.ToModel().Weights["bn"][2].ToFloats());
        Assert.Empty(network.TrainableVariables);
        Assert.Equal(["gamma", "beta", "moving_mean", "moving_variance"], network.NonTrainableVariables.Select(variable => variable.Name));
    }

    [Fact]
    public void Trainable_variables_come_in_the_order_of_the_model_without_frozen_ones()
    {
        using var network = TorchNetwork.Load(TestModels.Of(Everything() with { Name = "model" }, 1), Training);
        string[] expected =
        [
            "first.kernel", "first.bias", "bn.gamma", "bn.beta", "inner/sep.depthwise_kernel", "inner/sep.pointwise_kernel", "inner/sep.bias",
            "up.kernel", "up.bias", "up_bn.gamma", "up_bn.beta", "head.kernel", "head.bias",
        ];
        Assert.Equal(expected, network.TrainableVariables.Select(variable => $"{variable.LayerPath}.{variable.Name}"));
        Assert.All(network.TrainableVariables, variable => Assert.True(variable.Tensor.requires_grad && variable.Tensor.is_leaf));
        Assert.Contains(network.NonTrainableVariables, variable => variable is { LayerPath: "frozen", Name: "kernel", Tensor.requires_grad: false });
    }

    [Fact]
    public void What_lies_inside_a_frozen_model_is_frozen()
    {
        var inner = NetworkBuilder.Sequential("inner", TestModels.Shape(3), new Dense { Name = "dense", Units = 2 }) with { Trainable = false };
        using var network = TorchNetwork.Load(TestModels.Of(NetworkBuilder.Sequential("model", TestModels.Shape(3), inner), 1), Training);
        Assert.Empty(network.TrainableVariables);
        Assert.Equal("inner/dense", network.NonTrainableVariables[0].LayerPath);
    }

    [Fact]
    public void Regularizers_of_trainable_weights_add_up()
    {
        ConfigObject Penalty(string name, JsonObject config) => new(name, config, "keras.regularizers");
        var first = new Dense
        {
            Name = "first", Units = 2, KernelRegularizer = Penalty("L2", new() { ["l2"] = 0.5 }), BiasRegularizer = Penalty("L1", new() { ["l1"] = 0.25 }),
            ActivityRegularizer = Penalty("L1L2", new() { ["l1"] = 0.1, ["l2"] = 0.2 }),
        };
        var frozen = first with { Name = "frozen", Trainable = false, ActivityRegularizer = null };
        var model = TestModels.Of(NetworkBuilder.Sequential("model", TestModels.Shape(3), first, frozen), 1);
        using var network = TorchNetwork.Load(model, Training);
        using var scope = torch.NewDisposeScope();
        var (kernel, bias) = (model.Weights["first"][0].ToFloats(), model.Weights["first"][1].ToFloats());
        var weights = (0.5 * kernel.Sum(w => (double)w * w)) + (0.25 * bias.Sum(Math.Abs));
        Assert.Equal(weights, network.RegularizationLoss().ToDouble(), 1e-6);

        var input = TestModels.Noise(4, 2, 3);
        network.Forward([torch.tensor(input.ToFloats(), [2L, 3])], training: true);
        using var plain = TorchNetwork.Load(model);
        var activity = plain.Run([input], new() { Taps = ["first"] }).Taps["first"][0].ToFloats();
        Assert.Equal(weights + activity.Sum(a => (0.1 * Math.Abs(a)) + (0.2 * a * a)), network.RegularizationLoss().ToDouble(), 1e-5);
        network.RegularizationLoss().backward();
        Assert.NotNull(network.TrainableVariables[0].Tensor.grad);
    }

    [Fact]
    public void A_shared_layer_is_tapped_once_for_every_call()
    {
        var builder = new NetworkBuilder();
        var dense = new Dense { Name = "dense", Units = 3 };
        var once = builder.Add(dense, builder.Input(TestModels.Shape(3)));
        var twice = builder.Add(dense, once);
        using var network = TorchNetwork.Load(TestModels.Of(builder.Build("model", twice), 1));
        var result = network.Run([TestModels.Noise(1, 2, 3)], new() { Taps = ["dense"] });
        Assert.Equal(2, result.Taps["dense"].Length);
        Assert.Equal(result.Outputs[0].ToFloats(), result.Taps["dense"][1].ToFloats());
        Assert.Equal(2, network.NonTrainableVariables.Count + network.TrainableVariables.Count);
    }

    [Fact]
    public void Several_inputs_and_outputs_keep_their_order()
    {
        var builder = new NetworkBuilder();
        TensorRef a = builder.Input(TestModels.Shape(2)), b = builder.Input(TestModels.Shape(2));
        var difference = builder.Add(new Subtract { Name = "difference" }, a, b);
        using var network = TorchNetwork.Load(TestModels.Of(builder.Build("model", difference, a, a), 1));
        var outputs = network.Run([NdArray.Of([1, 2], [5f, 6f]), NdArray.Of([1, 2], [1f, 1f])]).Outputs;
        Assert.Equal([[4f, 5f], [5f, 6f], [5f, 6f]], outputs.Select(output => output.ToFloats()));
    }

    [Fact]
    public void Inputs_that_do_not_fit_are_refused()
    {
        using var network = TorchNetwork.Load(TestModels.Of(new Add { Name = "add" }, 1, TestModels.Shape(2), TestModels.Shape(2)));
        Assert.Throws<ArgumentException>(() => network.Run([TestModels.Noise(1, 1, 2)]));
        Assert.Throws<ArgumentException>(() => network.Run([TestModels.Noise(1, 1, 2), TestModels.Noise(1, 3, 2)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => network.Run([TestModels.Noise(1, 1, 2), TestModels.Noise(1, 1, 2)], new() { BatchSize = 0 }));
        Assert.Throws<ArgumentException>(() => network.Run([TestModels.Noise(1, 1, 2), TestModels.Noise(1, 1, 2)], new() { Taps = ["nowhere"] }));
    }

    [Fact]
    public void A_run_can_be_cancelled()
    {
        using var network = TorchNetwork.Load(TestModels.Of(Everything(), 1));
        Assert.Throws<OperationCanceledException>(() => network.Run([TestModels.Noise(1, 1, 8, 8, 2)], null, new CancellationToken(true)));
    }

    [Fact]
    public void All_that_cannot_be_computed_is_named_at_once()
    {
        var strange = NetworkBuilder.Sequential("inner", TestModels.Shape(3), new Strange { Name = "odd" });
        var penalised = new Dense { Name = "dense", Units = 3, Activation = new("threshold"), KernelRegularizer = new("Mine", [], "mine") };
        var model = TestModels.Of(NetworkBuilder.Sequential("model", TestModels.Shape(3), strange, penalised), 1);
        var error = Assert.Throws<UnsupportedNetworkException>(() => TorchNetwork.Load(model, Training));
        Assert.Equal(["dense", "dense.kernel", "inner/odd"], error.Problems.Select(problem => problem.Path).Order());
        Assert.Contains("Strange", error.Message);
        Assert.Contains("threshold", error.Message);
    }

    [Fact]
    public void Missing_weights_are_named()
    {
        var model = TestModels.Of(new Dense { Name = "dense", Units = 3 }, 1, TestModels.Shape(3)) with { Weights = new([]) };
        Assert.Contains("dense", Assert.Throws<UnsupportedNetworkException>(() => TorchNetwork.Load(model)).Message);
        var other = TestModels.Of(new Dense { Name = "dense", Units = 4 }, 1, TestModels.Shape(3));
        Assert.Contains("(3, 3)", Assert.Throws<UnsupportedNetworkException>(() => TorchNetwork.Load(model with { Weights = other.Weights })).Message);
    }

    // Convolutions of all kinds with normalizations to fold, a shared nested model, something frozen and something random.
    static Network Everything()
    {
        var builder = new NetworkBuilder();
        var x = builder.Input(TestModels.Shape(8, 8, 2));
        var first = builder.Add(new Convolution { Name = "first", SpatialRank = 2, Filters = 4, KernelSize = [3, 3], Padding = Padding.Same, KernelRegularizer = new("L2", [], "keras.regularizers") }, x);
        var skip = builder.Add(new ReLU { Name = "relu" }, builder.Add(new BatchNormalization { Name = "bn" }, first));
        var inner = NetworkBuilder.Sequential("inner", TestModels.Shape(8, 8, 4), new SeparableConvolution { Name = "sep", SpatialRank = 2, Filters = 4, KernelSize = [3, 3], Padding = Padding.Same });
        var deep = builder.Add(new MaxPooling { Name = "pool", SpatialRank = 2 }, builder.Add(inner, builder.Add(inner, skip)));
        var frozen = builder.Add(new Convolution { Name = "frozen", SpatialRank = 2, Filters = 6, KernelSize = [3, 3], Padding = Padding.Same, Trainable = false }, deep);
        var up = builder.Add(new ConvolutionTranspose { Name = "up", SpatialRank = 2, Filters = 4, KernelSize = [2, 2], Strides = [2, 2] }, builder.Add(new Dropout { Name = "drop", Rate = 0.5 }, frozen));
        var normal = builder.Add(new ActivationLayer { Name = "act", Function = new("leaky_relu") }, builder.Add(new BatchNormalization { Name = "up_bn" }, up));
        var joined = builder.Add(new Concatenate { Name = "joined" }, normal, skip);
        return builder.Build("model", builder.Add(new Convolution { Name = "head", SpatialRank = 2, Filters = 3, KernelSize = [1, 1], Activation = new("softmax") }, joined));
    }

    sealed record Strange : Layer
    {
        public override string ClassName => nameof(Strange);

        public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => inputs;
    }
}
