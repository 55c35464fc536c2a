using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Torch.Engine;
using DeepAnatomy.Torch.Losses;
using DeepAnatomy.Torch.Steps;
using TorchSharp;
using Padding = DeepAnatomy.Networks.Graph.Padding;

namespace DeepAnatomy.Torch.Tests.Steps;

public class TrainingStepTests
{
    static readonly EngineOptions ForTraining = new() { Purpose = EnginePurpose.Training };

    [Fact]
    public void The_loss_is_the_weighted_sum_over_the_outputs_with_the_penalties()
    {
        using var scope = torch.NewDisposeScope();
        using var network = TorchNetwork.Load(TwoHeads(), ForTraining);
        using var step = TrainingStep.Compile(network, Compiled("\"sgd\"", """{"a": "mse", "b": "mae"}""", """{"a": 2.0, "b": 0.5}"""));
        var batch = new Batch([Noise(1, 4, 3)], [Noise(2, 4, 2), Noise(3, 4, 1)], [null, torch.tensor(new float[] { 1, 0, 0, 3 })]);
        var outputs = network.Forward(batch.Inputs, training: false);
        var first = (outputs[0] - batch.Targets[0]).square().mean().ToDouble();
        var second = ((outputs[1] - batch.Targets[1]).abs().squeeze(-1) * batch.Weights![1]!).mean().ToDouble();
        var penalty = 0.1 * network.TrainableVariables[0].Tensor.square().sum().ToDouble();
        var result = step.Evaluate(batch);
        Assert.Equal(first, result.OutputLosses[0], 1e-6);
        Assert.Equal(second, result.OutputLosses[1], 1e-6);
        Assert.Equal(penalty, result.Regularization, 1e-5);
        Assert.Equal((2 * first) + (0.5 * second) + penalty, result.Loss, 1e-5);
        Assert.Null(result.GradientNorm);
        Assert.Equal(result.Loss, step.Train(batch).Loss, 1e-6);
        Assert.NotEqual(result.Loss, step.Evaluate(batch).Loss);
    }

    [Fact]
    public void An_output_without_loss_learns_nothing()
    {
        using var scope = torch.NewDisposeScope();
        using var network = TorchNetwork.Load(TwoHeads(), ForTraining);
        using var step = TrainingStep.Compile(network, Compiled("\"adamw\"", """{"a": "mse"}"""));
        var before = network.ToModel();
        step.Train(new([Noise(1, 4, 3)], [Noise(2, 4, 2), Noise(3, 4, 1)]));
        var after = network.ToModel();
        Assert.True(before.Weights["b"][0].Bytes.SequenceEqual(after.Weights["b"][0].Bytes));
        Assert.False(before.Weights["a"][0].Bytes.SequenceEqual(after.Weights["a"][0].Bytes));
    }

    [Fact]
    public void Steps_make_the_loss_small()
    {
        using var scope = torch.NewDisposeScope();
        using var network = TorchNetwork.Load(Segmenter(), ForTraining);
        using var step = TrainingStep.Compile(network, Compiled("""{"class_name": "Adam", "config": {"learning_rate": 0.05}}""", "\"sparse_categorical_crossentropy\"", metrics: """["accuracy"]"""));
        var batch = Pixels();
        var first = step.Train(batch).Loss;
        for (var index = 0; index < 40; index++)
        {
            step.ResetMetrics();
            step.Train(batch);
        }

        Assert.InRange(step.RunningLoss, 0, first / 2);
        Assert.InRange(step.Metrics.Single().Result[0], 0.9, 1);
    }

    [Fact]
    public void Pixels_of_weight_zero_have_no_say()
    {
        using var scope = torch.NewDisposeScope();
        var batch = Pixels();
        var weights = torch.zeros(2, 8, 8);
        weights[0] = torch.ones(8, 8);
        var other = batch.Targets[0].clone();
        other[1] = 2 - other[1];
        Assert.Equal(Trained(batch with { Weights = [weights] }), Trained(batch with { Targets = [other], Weights = [weights] }));
        Assert.NotEqual(Trained(batch with { Weights = [weights] }), Trained(batch));

        static byte[] Trained(Batch batch)
        {
            using var network = TorchNetwork.Load(Segmenter(), ForTraining);
            using var step = TrainingStep.Compile(network, Compiled("\"adam\"", "\"sparse_categorical_crossentropy\""));
            step.Train(batch, 1);
            return network.ToModel().Weights["mask"][0].Bytes.ToArray();
        }
    }

    [Fact]
    public void The_gate_can_keep_a_step_from_being_taken()
    {
        using var scope = torch.NewDisposeScope();
        using var network = TorchNetwork.Load(Segmenter(), ForTraining);
        using var step = TrainingStep.Compile(network, Compiled("\"adam\"", "\"sparse_categorical_crossentropy\""));
        StepResult? seen = null;
        step.Gate = result =>
        {
            seen = result;
            return result.IsFinite;
        };
        var batch = Pixels();
        step.Train(batch, 1);
        var before = network.ToModel().Weights["mask"][0].ToFloats();
        var broken = step.Train(batch with { Weights = [torch.full([2, 8, 8], float.NaN)] }, 1);
        Assert.False(broken.IsFinite);
        Assert.False(broken.Updated);
        Assert.False(seen!.IsFinite);
        Assert.Equal(before, network.ToModel().Weights["mask"][0].ToFloats());
        Assert.Equal(1, step.Optimizer.Iterations);
        Assert.True(step.Train(batch, 1).Updated);
    }

    [Fact]
    public void The_same_seeds_give_the_same_bytes()
    {
        Assert.Equal(Trained(1), Trained(1));
        Assert.NotEqual(Trained(1), Trained(2));

        static byte[] Trained(long seed)
        {
            using var scope = torch.NewDisposeScope();
            using var network = TorchNetwork.Load(Segmenter(), ForTraining);
            using var step = TrainingStep.Compile(network, Compiled("\"adam\"", "\"sparse_categorical_crossentropy\""));
            for (var index = 0; index < 3; index++)
            {
                step.Train(Pixels(), seed + index);
            }

            return network.ToModel().Weights["first"][0].Bytes.ToArray();
        }
    }

    [Fact]
    public void Steps_leave_no_tensors_behind()
    {
        using var scope = torch.NewDisposeScope();
        using var network = TorchNetwork.Load(Segmenter(), ForTraining);
        var metrics = """["accuracy", {"class_name": "MeanIoU", "config": {"num_classes": 3, "sparse_y_pred": false}}]""";
        using var step = TrainingStep.Compile(network, Compiled("""{"class_name": "Adam", "config": {"use_ema": true, "global_clipnorm": 1.0}}""", "\"sparse_categorical_crossentropy\"", metrics: metrics));
        var batch = Pixels();
        List<long> counts = [];
        for (var index = 0; index < 6; index++)
        {
            step.Train(batch);
            step.Evaluate(batch);
            _ = step.ToModel();
            counts.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        }

        Assert.Single(counts.Skip(1).Distinct());
    }

    [Fact]
    public void A_loss_of_ones_own_can_be_trained()
    {
        using var scope = torch.NewDisposeScope();
        using var network = TorchNetwork.Load(TwoHeads(), ForTraining);
        var own = new Loss("cubes", Reduction.Mean, (target, prediction) => (target - prediction).abs().pow(3));
        using var step = TrainingStep.Compile(network, Compiled("\"sgd\"", "null"), [own, null], [1, 0]);
        var batch = new Batch([Noise(1, 4, 3)], [Noise(2, 4, 2), Noise(3, 4, 1)]);
        var first = step.Train(batch).OutputLosses[0];
        Assert.InRange(step.Train(batch).OutputLosses[0], 0, first);
    }

    [Fact]
    public void A_matrix_of_one_direction_pays_the_orthogonal_penalty()
    {
        using var scope = torch.NewDisposeScope();
        var builder = new NetworkBuilder();
        var input = builder.Input(TestModels.Shape(2));
        var regularizer = new ConfigObject("OrthogonalRegularizer", new JsonObject { ["factor"] = 0.5, ["mode"] = "rows" }, "keras.regularizers");
        var model = TestModels.Of(builder.Build("m", [builder.Add(new Dense { Units = 2, KernelRegularizer = regularizer, UseBias = false }, input)]), 1);
        using var network = TorchNetwork.Load(model, ForTraining);
        network.TrainableVariables[0].Assign(DeepAnatomy.Networks.Arrays.NdArray.Of([2, 2], [1f, 2f, 3f, 4f]));
        var cosine = 11 / Math.Sqrt(5.0 * 25);
        Assert.Equal(0.5 * 0.5 * 2 * cosine, network.RegularizationLoss().ToDouble(), 1e-6);
    }

    [Theory]
    [InlineData("\"adam\"", "null", "no loss")]
    [InlineData("null", "\"mse\"", "no optimizer")]
    [InlineData("\"magic\"", "\"mse\"", "magic")]
    [InlineData("\"adam\"", "\"magic\"", "magic")]
    [InlineData("\"adam\"", "[\"mse\"]", "2 outputs")]
    public void What_cannot_be_trained_is_refused(string optimizer, string loss, string inMessage)
    {
        using var network = TorchNetwork.Load(TwoHeads(), ForTraining);
        Assert.Contains(inMessage, Assert.Throws<ArgumentException>(() => TrainingStep.Compile(network, Compiled(optimizer, loss))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_loaded_for_inference_is_refused()
    {
        using var network = TorchNetwork.Load(TwoHeads());
        Assert.Contains("not loaded for training", Assert.Throws<ArgumentException>(() => TrainingStep.Compile(network, Compiled("\"adam\"", "\"mse\""))).Message, StringComparison.Ordinal);
    }

    static Compilation Compiled(string optimizer, string loss, string weights = "null", string metrics = "null") =>
        Compilation.Read(JsonNode.Parse($$"""{"optimizer": {{optimizer}}, "loss": {{loss}}, "loss_weights": {{weights}}, "metrics": {{metrics}}}"""))!;

    static Model TwoHeads()
    {
        var builder = new NetworkBuilder();
        var input = builder.Input(TestModels.Shape(3));
        var hidden = builder.Add(new Dense { Name = "hidden", Units = 5, KernelRegularizer = new("L2", new JsonObject { ["l2"] = 0.1 }, "keras.regularizers") }, input);
        return TestModels.Of(builder.Build("m", [builder.Add(new Dense { Name = "a", Units = 2 }, hidden), builder.Add(new Dense { Name = "b", Units = 1 }, hidden)]), 4);
    }

    static Model Segmenter()
    {
        var builder = new NetworkBuilder();
        var x = builder.Input(TestModels.Shape(8, 8, 1));
        x = builder.Add(new Convolution { Name = "first", SpatialRank = 2, Filters = 8, KernelSize = [3, 3], Padding = Padding.Same, Activation = new("relu") }, x);
        x = builder.Add(new BatchNormalization(), x);
        x = builder.Add(new Dropout { Rate = 0.2 }, x);
        x = builder.Add(new Convolution { Name = "mask", SpatialRank = 2, Filters = 3, KernelSize = [1, 1], Activation = new("softmax") }, x);
        return TestModels.Of(builder.Build("m", [x]), 4);
    }

    // Three classes by brightness.
    static Batch Pixels()
    {
        var image = Noise(5, 2, 8, 8, 1);
        var classes = ((image.squeeze(-1) + 1) * 1.5).floor().clamp(0, 2).to_type(torch.ScalarType.Int64);
        return new([image], [classes]);
    }

    static torch.Tensor Noise(int seed, params int[] shape) =>
        torch.tensor(TestModels.Noise(seed, [.. shape]).ToFloats(), [.. shape.Select(size => (long)size)]);
}
