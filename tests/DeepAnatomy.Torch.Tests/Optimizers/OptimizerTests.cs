using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Torch.Optimizers;
using TorchSharp;

namespace DeepAnatomy.Torch.Tests.Optimizers;

public class OptimizerTests
{
    public static TheoryData<string, string> Cases => new()
    {
        { "SGD", """{"learning_rate": 0.05}""" },
        { "SGD", """{"learning_rate": 0.05, "momentum": 0.9}""" },
        { "SGD", """{"learning_rate": 0.05, "momentum": 0.9, "nesterov": true}""" },
        { "Adam", """{"learning_rate": 0.01}""" },
        { "Adam", """{"learning_rate": 0.01, "beta_1": 0.8, "beta_2": 0.95, "epsilon": 0.001, "amsgrad": true}""" },
        { "Adamax", """{"learning_rate": 0.01}""" },
        { "Nadam", """{"learning_rate": 0.01}""" },
        { "RMSprop", """{"learning_rate": 0.01}""" },
        { "RMSprop", """{"learning_rate": 0.01, "rho": 0.8, "momentum": 0.7}""" },
        { "RMSprop", """{"learning_rate": 0.01, "centered": true}""" },
        { "RMSprop", """{"learning_rate": 0.01, "momentum": 0.7, "centered": true, "epsilon": 0.001}""" },
        { "Adagrad", """{"learning_rate": 0.1}""" },
        { "Adagrad", """{"learning_rate": 0.1, "initial_accumulator_value": 0.5, "epsilon": 0.001}""" },
        { "Adadelta", """{"learning_rate": 1.0}""" },
        { "Ftrl", """{"learning_rate": 0.1}""" },
        { "Ftrl", """{"learning_rate": 0.1, "l1_regularization_strength": 0.05, "l2_regularization_strength": 0.02, "l2_shrinkage_regularization_strength": 0.03, "beta": 0.1, "learning_rate_power": -0.6}""" },
        { "Lion", """{"learning_rate": 0.01}""" },
        { "Lamb", """{"learning_rate": 0.01}""" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Five_steps_give_the_weights_and_the_state_of_the_formula(string className, string config)
    {
        using var bench = new Bench();
        using var optimizer = Optimizer.Create(Training.Object(className, config), bench.Variables);
        bench.Run(optimizer, 1, 5);
        var state = optimizer.State();
        Assert.Equal(5, state.Variables[0][0]);
        Assert.Equal(optimizer.LearningRate, (float)state.Variables[1][0]);
        var settings = JsonNode.Parse(config)!.AsObject();

        // Ftrl takes differences of powers, where single precision loses digits.
        var tolerance = className == "Ftrl" ? 3e-5 : 2e-6;
        var references = Enumerable.Range(0, Bench.Shapes.Length).Select(index => Reference(className, settings, index)).ToArray();
        for (var index = 0; index < references.Length; index++)
        {
            Close(references[index].Weights, bench.Variables[index].ToKeras(), tolerance);
        }

        var position = 2;
        foreach (var group in Groups(className, references[0].Formulas.Slots.Length))
        {
            foreach (var (reference, slot) in references.SelectMany(reference => group.Select(slot => (reference, slot))))
            {
                Close(reference.Formulas.Slots[slot], state.Variables[position++], tolerance);
            }
        }

        Assert.Equal(state.Variables.Length, className == "Nadam" ? position + 1 : position);
        if (className == "Nadam")
        {
            Assert.Equal(references[0].Formulas.Trailing, state.Variables[^1][0], 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    [InlineData("AdamW", """{"learning_rate": {"class_name": "CosineDecay", "config": {"initial_learning_rate": 0.01, "decay_steps": 7}}, "use_ema": true, "global_clipnorm": 0.5, "gradient_accumulation_steps": 3}""")]
    public void Continuing_from_a_state_is_continuing(string className, string config)
    {
        using Bench whole = new(), parts = new();
        using var uninterrupted = Optimizer.Create(Training.Object(className, config), whole.Variables);
        whole.Run(uninterrupted, 1, 8);
        OptimizerState state;
        using (var first = Optimizer.Create(Training.Object(className, config), parts.Variables))
        {
            parts.Run(first, 1, 4);
            state = first.State();
        }

        using var second = Optimizer.Create(Training.Object(className, config), parts.Variables);
        second.Load(state);
        parts.Run(second, 5, 8);
        for (var index = 0; index < Bench.Shapes.Length; index++)
        {
            Assert.True(whole.Variables[index].ToKeras().Bytes.SequenceEqual(parts.Variables[index].ToKeras().Bytes));
        }

        Assert.All(uninterrupted.State().Variables.Zip(second.State().Variables), pair => Assert.True(pair.First.Bytes.SequenceEqual(pair.Second.Bytes)));
    }

    [Fact]
    public void A_state_that_does_not_fit_is_refused_and_changes_nothing()
    {
        using var bench = new Bench(2);
        using var adam = Optimizer.Create(Training.Object("Adam"), bench.Variables);
        using var sgd = Optimizer.Create(Training.Object("SGD"), bench.Variables);
        Assert.Contains("6 variables", Assert.Throws<ArgumentException>(() => sgd.Load(adam.State())).Message, StringComparison.Ordinal);
        var state = adam.State().Variables;
        var turned = new OptimizerState(state.SetItem(4, NdArray.Of([2, 2], new float[4])).SetItem(2, NdArray.Of([3, 3, 2, 4], Enumerable.Repeat(1f, 72).ToArray())));
        Assert.Contains("layer1.kernel", Assert.Throws<ArgumentException>(() => adam.Load(turned)).Message, StringComparison.Ordinal);
        Assert.All(adam.State().Variables.Zip(state), pair => Assert.True(pair.First.Bytes.SequenceEqual(pair.Second.Bytes)));
    }

    [Fact]
    public void The_number_of_Nadam_is_found_before_the_slots_too()
    {
        using var bench = new Bench();
        using var optimizer = Optimizer.Create(Training.Object("Nadam"), bench.Variables);
        bench.Run(optimizer, 1, 3);
        var state = optimizer.State().Variables;
        using var other = Optimizer.Create(Training.Object("Nadam"), bench.Variables);
        other.Load(new([state[0], state[1], state[^1], .. state[2..^1]]));
        Assert.All(other.State().Variables.Zip(state), pair => Assert.True(pair.First.Bytes.SequenceEqual(pair.Second.Bytes)));
    }

    [Fact]
    public void A_weight_without_gradient_stays_as_it_is_whatever_the_optimizer()
    {
        foreach (var (className, config) in new[] { ("AdamW", "{}"), ("Ftrl", "{}"), ("Lamb", "{}") })
        {
            using var scope = torch.NewDisposeScope();
            using var bench = new Bench(2);
            using var optimizer = Optimizer.Create(Training.Object(className, config), bench.Variables);
            bench.Variables[0].Tensor.grad = torch.ones_like(bench.Variables[0].Tensor);
            optimizer.Apply();
            Assert.Equal(Bench.Start(1), bench.Variables[1].ToKeras().ToFloats().Select(value => (double)value));
            Assert.NotEqual(Bench.Start(0), bench.Variables[0].ToKeras().ToFloats().Select(value => (double)value));
        }
    }

    [Fact]
    public void Steps_leave_no_tensors_behind()
    {
        using var bench = new Bench();
        foreach (var className in new[] { "SGD", "Adam", "Adamax", "Nadam", "RMSprop", "Adagrad", "Adadelta", "Ftrl", "Lion", "Lamb" })
        {
            using var optimizer = Optimizer.Create(Training.Object(className), bench.Variables);
            bench.Run(optimizer, 1, 2);
            var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            bench.Run(optimizer, 3, 6);
            Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        }
    }

    [Fact]
    public void The_optimizer_inside_a_loss_scale_optimizer_is_used()
    {
        using Bench a = new(2), b = new(2);
        using var plain = Optimizer.Create(Training.Object("Adam", """{"learning_rate": 0.01}"""), a.Variables);
        var wrapped = Training.Object("LossScaleOptimizer", """{"inner_optimizer": {"module": "keras.optimizers", "class_name": "Adam", "config": {"learning_rate": 0.01}}, "initial_scale": 32768.0, "dynamic_growth_steps": 2000}""");
        using var inner = Optimizer.Create(wrapped, b.Variables);
        a.Run(plain, 1, 2);
        b.Run(inner, 1, 2);
        Assert.True(a.Variables[0].ToKeras().Bytes.SequenceEqual(b.Variables[0].ToKeras().Bytes));
        var state = plain.State();
        inner.Load(new([NdArray.Of([], [7]), NdArray.Of([], [0f]), NdArray.Of([], [7]), NdArray.Of([], [32768f]), .. state.Variables]));
        Assert.All(inner.State().Variables.Zip(state.Variables), pair => Assert.True(pair.First.Bytes.SequenceEqual(pair.Second.Bytes)));
    }

    [Theory]
    [InlineData("Muon", "{}", "Muon")]
    [InlineData("Adam", """{"speed": 3}""", "speed")]
    [InlineData("Adam", """{"clipnorm": 1.0, "clipvalue": 1.0}""", "only one")]
    [InlineData("Adam", """{"use_ema": true, "ema_momentum": 2.0}""", "ema_momentum")]
    [InlineData("Adam", """{"learning_rate": {"class_name": "Magic", "config": {}}}""", "Magic")]
    public void What_is_not_known_is_refused(string className, string config, string inMessage)
    {
        using var bench = new Bench(2);
        Assert.Contains(inMessage, Assert.Throws<ArgumentException>(() => Optimizer.Create(Training.Object(className, config), bench.Variables)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_learning_rate_can_be_set_unless_a_schedule_gives_it()
    {
        using var bench = new Bench(2);
        using var optimizer = Optimizer.Create(Training.Object("SGD", """{"learning_rate": 0.5}"""), bench.Variables);
        optimizer.LearningRate = 0.25f;
        Assert.Equal(0.25f, optimizer.State().Variables[1].ToFloats()[0]);
        using var scheduled = Optimizer.Create(Training.Object("SGD", """{"learning_rate": {"class_name": "ExponentialDecay", "config": {"initial_learning_rate": 0.5, "decay_steps": 1, "decay_rate": 0.5}}}"""), bench.Variables);
        Assert.Throws<InvalidOperationException>(() => scheduled.LearningRate = 1);
        bench.Run(scheduled, 1, 1);
        Assert.Equal(0.25f, scheduled.LearningRate);
        Assert.Single(scheduled.State().Variables);
    }

    static (double[] Weights, OptimizerFormulas Formulas) Reference(string className, JsonObject config, int variable)
    {
        var weights = Bench.Start(variable);
        var formulas = new OptimizerFormulas(className, config, weights.Length);
        for (var step = 1; step <= 5; step++)
        {
            formulas.Step(weights, Bench.Gradient(variable, step), step, (float)config["learning_rate"]!.GetValue<double>());
        }

        return (weights, formulas);
    }

    static int[][] Groups(string className, int slots) => className switch
    {
        "RMSprop" => [.. Enumerable.Range(0, slots).Select(slot => new[] { slot })],
        _ when slots == 3 => [[0, 1], [2]],
        _ => [[.. Enumerable.Range(0, slots)]],
    };

    static void Close(double[] expected, NdArray actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Count);
        for (var index = 0; index < expected.Length; index++)
        {
            Assert.Equal(expected[index], actual[index], tolerance * Math.Max(0.05, Math.Abs(expected[index])));
        }
    }
}
