using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Keras;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Torch.Engine;
using DeepAnatomy.Torch.Steps;
using TorchSharp;
using Xunit.Abstractions;

namespace DeepAnatomy.Torch.Tests.Steps;

/// <summary>Six steps from the same weights on the same batches, here and in Keras.</summary>
public class KerasTrainingTests(ITestOutputHelper output)
{
    const int Steps = 6;

    public static TheoryData<string> Finals => ReferenceData.IsPresent
        ? [.. Directory.GetFiles(ReferenceData.Path("keras/train"), "final_*.keras").Select(file => Path.GetFileNameWithoutExtension(file)["final_".Length..]).Order()]
        : ["absent"];

    [ReferenceDataTheory]
    [MemberData(nameof(Finals))]
    public void Six_steps_end_where_Keras_ends(string name)
    {
        var (initial, final) = (Model("initial"), Model($"final_{name}"));
        using var network = TorchNetwork.Load(initial, new() { Purpose = EnginePurpose.Training });
        using var step = TrainingStep.Compile(network, final.Compilation!);
        var losses = Run(step, 0, Steps);
        var loss = losses.Zip(Training.Index[name]!.AsArray(), (a, b) => Math.Abs(a - b!.GetValue<double>()) / Math.Abs(b.GetValue<double>())).Max();
        var made = step.ToModel();
        var weights = Difference(Determined(final), Determined(made));
        var state = Difference(final.OptimizerState!.Variables, made.OptimizerState!.Variables);
        output.WriteLine($"{name}: loss {loss:e1}, weights {weights:e1}, state {state:e1}");
        Assert.InRange(loss, 0, 2e-6);
        Assert.InRange(weights, 0, 3e-5);
        Assert.InRange(state, 0, 1e-4);
        Assert.All(Undetermined(made), array => Assert.InRange(array.ToFloats().Max(Math.Abs), 0, 1.01 * Steps * 0.02));
    }

    [ReferenceDataFact]
    public void The_running_loss_is_the_mean_over_all_samples_since_the_last_reset()
    {
        using var scope = torch.NewDisposeScope();
        using var network = TorchNetwork.Load(Model("initial"), new() { Purpose = EnginePurpose.Training });
        using var step = TrainingStep.Compile(network, Model("final_opt_sgd").Compilation!);
        var (x, t) = (Training.Data("X"), Training.Data("T"));
        var first = step.Train(new([x[0]], [t[0]])).Loss;
        var second = step.Train(new([x[1][..1]], [t[1][..1]])).Loss;
        Assert.Equal(((2 * first) + second) / 3, step.RunningLoss, 1e-9);
        step.ResetMetrics();
        Assert.Equal(0, step.RunningLoss);
    }

    [ReferenceDataTheory]
    [InlineData("opt_adam")]
    [InlineData("opt_adam_cosine")]
    [InlineData("opt_sgd_nesterov")]
    [InlineData("opt_rmsprop")]
    public void Training_goes_on_from_a_file_as_if_it_had_never_stopped(string name)
    {
        var (initial, final) = (Model("initial"), Model($"final_{name}"));
        using var whole = TorchNetwork.Load(initial, new() { Purpose = EnginePurpose.Training });
        using var uninterrupted = TrainingStep.Compile(whole, final.Compilation!);
        Run(uninterrupted, 0, Steps);
        Model half;
        using (var network = TorchNetwork.Load(initial, new() { Purpose = EnginePurpose.Training }))
        using (var step = TrainingStep.Compile(network, final.Compilation!))
        {
            Run(step, 0, 3);
            var path = Path.Combine(Path.GetTempPath(), $"{nameof(KerasTrainingTests)}-{name}.keras");
            try
            {
                KerasWriter.Write(step.ToModel(), path, DateTimeOffset.UnixEpoch);
                half = ModelFile.Open(path).Model;
            }
            finally
            {
                File.Delete(path);
            }
        }

        using var resumed = TorchNetwork.Load(half, new() { Purpose = EnginePurpose.Training });
        using var second = TrainingStep.Compile(resumed, half.Compilation!, half.OptimizerState);
        Run(second, 3, Steps);
        Assert.All(All(uninterrupted.ToModel()).Zip(All(second.ToModel())), pair => Assert.True(pair.First.Bytes.SequenceEqual(pair.Second.Bytes)));
        Assert.All(uninterrupted.Optimizer.State().Variables.Zip(second.Optimizer.State().Variables), pair => Assert.True(pair.First.Bytes.SequenceEqual(pair.Second.Bytes)));
    }

    [ReferenceDataTheory]
    [MemberData(nameof(Finals))]
    public void A_state_of_Keras_is_taken_and_given_back_bit_by_bit(string name)
    {
        var final = Model($"final_{name}");
        using var network = TorchNetwork.Load(final, new() { Purpose = EnginePurpose.Training });
        using var step = TrainingStep.Compile(network, final.Compilation!, final.OptimizerState);
        var back = step.Optimizer.State();
        Assert.Equal(final.OptimizerState!.Variables.Length, back.Variables.Length);
        Assert.All(final.OptimizerState.Variables.Zip(back.Variables), pair =>
        {
            Assert.Equal(pair.First.Shape.AsEnumerable(), pair.Second.Shape.AsEnumerable());
            Assert.True(pair.First.ToFloats().SequenceEqual(pair.Second.ToFloats()));
        });
    }

    static Model Model(string name) => ModelFile.Open(ReferenceData.Path($"keras/train/{name}.keras")).Model;

    static double[] Run(TrainingStep step, int from, int to)
    {
        using var scope = torch.NewDisposeScope();
        var (x, t) = (Training.Data("X"), Training.Data("T"));
        List<double> losses = [];
        for (var index = from; index < to; index++)
        {
            var result = step.Train(new([x[index]], [t[index]]));
            Assert.True(result.IsFinite && result.Updated);
            losses.Add(result.Loss);
        }

        return [.. losses];
    }

    static ImmutableArray<NdArray> All(Model model) => [.. model.Weights.Paths.Order().SelectMany(path => model.Weights[path])];

    // Batch normalization takes a bias before it away again: the bias's gradient is rounding noise alone, which Adam and its relatives
    // blow up to the size of the learning rate, differently on every machine; the moving mean follows it.
    static ImmutableArray<NdArray> Undetermined(Model model) => [model.Weights["conv2d"][1], model.Weights["batch_normalization"][2]];

    static ImmutableArray<NdArray> Determined(Model model) => [.. All(model).Except(Undetermined(model))];

    // Largest difference of a tensor, relative to its largest element.
    static double Difference(ImmutableArray<NdArray> expected, ImmutableArray<NdArray> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        return expected.Zip(actual, (a, b) =>
        {
            Assert.Equal(a.Shape.AsEnumerable(), b.Shape.AsEnumerable());
            var size = a.ToFloats().Max(Math.Abs);
            return a.ToFloats().Zip(b.ToFloats(), (u, v) => Math.Abs(u - v)).Max() / Math.Max(size, 1e-3);
        }).Max();
    }
}
