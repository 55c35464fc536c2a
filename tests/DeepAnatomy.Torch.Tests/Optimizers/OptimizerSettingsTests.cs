using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Torch.Optimizers;

namespace DeepAnatomy.Torch.Tests.Optimizers;

public class OptimizerSettingsTests
{
    [Fact]
    public void Weights_decay_before_the_step()
    {
        var expected = Descend((w, g, _) => ((1 - (0.1 * 0.3)) * w) - (0.1 * g));
        Check("""{"learning_rate": 0.1, "weight_decay": 0.3}""", expected);
    }

    [Fact]
    public void The_decay_of_AdamW_is_there_unless_it_is_switched_off()
    {
        using Bench plain = new(2), decayed = new(2), off = new(2);
        Run("Adam", "{}", plain);
        Run("AdamW", "{}", decayed);
        Run("AdamW", """{"weight_decay": null}""", off);
        Assert.False(plain.Variables[0].ToKeras().Bytes.SequenceEqual(decayed.Variables[0].ToKeras().Bytes));
        Assert.True(plain.Variables[0].ToKeras().Bytes.SequenceEqual(off.Variables[0].ToKeras().Bytes));
    }

    [Fact]
    public void Elements_of_gradients_are_limited() =>
        Check("""{"learning_rate": 0.1, "clipvalue": 0.02}""", Descend((w, g, _) => w - (0.1 * Math.Clamp(g, -0.02, 0.02))));

    [Fact]
    public void The_gradient_of_each_weight_is_limited() =>
        Check("""{"learning_rate": 0.1, "clipnorm": 0.2}""", Descend((w, g, norms) => w - (0.1 * g * 0.2 / Math.Max(norms.Own, 0.2))));

    [Fact]
    public void All_gradients_together_are_limited() =>
        Check("""{"learning_rate": 0.1, "global_clipnorm": 0.2}""", Descend((w, g, norms) => w - (0.1 * g * Math.Min(1, 0.2 / norms.All))));

    [Fact]
    public void A_gradient_within_the_limit_stays() =>
        Check("""{"learning_rate": 0.1, "global_clipnorm": 100.0}""", Descend((w, g, _) => w - (0.1 * g)));

    [Fact]
    public void Gradients_are_freed_from_the_scale_of_the_loss() =>
        Check("""{"learning_rate": 0.1, "loss_scale_factor": 1024.0}""", Descend((w, g, _) => w - (0.1 * g)));

    [Fact]
    public void Gradients_of_several_batches_make_one_step()
    {
        using var bench = new Bench();
        using var optimizer = Optimizer.Create(Training.Object("SGD", """{"learning_rate": 0.1, "gradient_accumulation_steps": 2}"""), bench.Variables);
        bench.Run(optimizer, 1, 5);
        for (var variable = 0; variable < Bench.Shapes.Length; variable++)
        {
            var weights = Bench.Start(variable);
            var gradients = Enumerable.Range(1, 5).Select(step => Bench.Gradient(variable, step)).ToArray();
            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] -= 0.1 * (gradients[0][i] + gradients[1][i]) / 2;
                weights[i] -= 0.1 * (gradients[2][i] + gradients[3][i]) / 2;
            }

            Close(weights, bench.Variables[variable].ToKeras());
            Close(gradients[4], optimizer.State().Variables[2 + variable]);
        }
    }

    [Theory]
    [InlineData("{}", false)]
    [InlineData("""{"ema_overwrite_frequency": 2}""", true)]
    public void The_average_of_the_weights_is_kept_and_may_replace_them(string more, bool overwrites)
    {
        using var bench = new Bench();
        var config = more.Replace("{", """{"learning_rate": 0.1, "use_ema": true, "ema_momentum": 0.8""" + (more == "{}" ? "" : ", "), StringComparison.Ordinal);
        using var optimizer = Optimizer.Create(Training.Object("SGD", config), bench.Variables);
        bench.Run(optimizer, 1, 3);
        for (var variable = 0; variable < Bench.Shapes.Length; variable++)
        {
            var (weights, average) = (Bench.Start(variable), new double[Bench.Start(variable).Length]);
            for (var step = 1; step <= 3; step++)
            {
                var gradient = Bench.Gradient(variable, step);
                for (var i = 0; i < weights.Length; i++)
                {
                    weights[i] -= 0.1 * gradient[i];
                    average[i] = step == 1 ? weights[i] : (0.8 * average[i]) + (0.2 * weights[i]);
                    weights[i] = overwrites && step % 2 == 0 ? average[i] : weights[i];
                }
            }

            Close(weights, bench.Variables[variable].ToKeras());
            Close(average, optimizer.State().Variables[2 + variable]);
        }

        optimizer.FinishAveraging();
        Assert.True(optimizer.State().Variables[2].Bytes.SequenceEqual(bench.Variables[0].ToKeras().Bytes));
    }

    [Fact]
    public void The_norm_is_that_of_all_gradients_before_clipping_and_without_the_scale_of_the_loss()
    {
        using var bench = new Bench();
        using var optimizer = Optimizer.Create(Training.Object("SGD", """{"clipvalue": 0.001, "loss_scale_factor": 8.0}"""), bench.Variables);
        bench.GoBackwards(1, 8);
        var expected = Math.Sqrt(Enumerable.Range(0, Bench.Shapes.Length).Sum(variable => Bench.Gradient(variable, 1).Sum(g => g * g)));
        Assert.Equal(expected, optimizer.GradientNorm(), 1e-5 * expected);
        optimizer.Skip();
        Assert.Equal(0, optimizer.GradientNorm());
        Assert.Equal(Bench.Start(0), bench.Variables[0].ToKeras().ToFloats().Select(value => (double)value));
    }

    [Fact]
    public void A_kernel_is_limited_along_the_axes_of_Keras()
    {
        var constraint = Training.Object("MaxNorm", """{"max_value": 0.5, "axis": [0, 1, 2]}""");
        using var bench = new Bench(1, constraint);
        using var optimizer = Optimizer.Create(Training.Object("SGD", """{"learning_rate": 0.0}"""), bench.Variables);
        bench.Run(optimizer, 1, 1);
        var start = Bench.Start(0);
        var expected = start.Select((value, i) =>
        {
            var norm = Math.Sqrt(Enumerable.Range(0, 18).Sum(row => Math.Pow(start[(row * 4) + (i % 4)], 2)));
            return value * Math.Min(norm, 0.5) / (norm + 1e-7);
        });
        Close([.. expected], bench.Variables[0].ToKeras());
    }

    [Theory]
    [InlineData("NonNeg", "{}")]
    [InlineData("UnitNorm", """{"axis": 0}""")]
    [InlineData("MinMaxNorm", """{"min_value": 0.4, "max_value": 0.6, "rate": 0.75, "axis": 0}""")]
    public void Other_limits_follow_their_formula(string className, string config)
    {
        using var bench = new Bench(2, Training.Object(className, config));
        using var optimizer = Optimizer.Create(Training.Object("SGD", """{"learning_rate": 0.0}"""), bench.Variables);
        bench.Run(optimizer, 1, 1);
        var start = Bench.Start(1);
        var norm = Math.Sqrt(start.Sum(value => value * value));
        var factor = className == "UnitNorm" ? 1 / (norm + 1e-7) : ((0.75 * Math.Clamp(norm, 0.4, 0.6)) + (0.25 * norm)) / (norm + 1e-7);
        Close([.. start.Select(value => className == "NonNeg" ? Math.Max(0, value) : value * factor)], bench.Variables[1].ToKeras());
    }

    [Fact]
    public void An_unknown_limit_is_refused()
    {
        using var bench = new Bench(1, new ConfigObject("Magic", [], ""));
        Assert.Contains("Magic", Assert.Throws<ArgumentException>(() => Optimizer.Create(Training.Object("SGD"), bench.Variables)).Message, StringComparison.Ordinal);
    }

    static void Run(string className, string config, Bench bench)
    {
        using var optimizer = Optimizer.Create(Training.Object(className, config), bench.Variables);
        bench.Run(optimizer, 1, 3);
    }

    static void Check(string config, double[][] expected)
    {
        using var bench = new Bench();
        Run("SGD", config, bench);
        for (var variable = 0; variable < expected.Length; variable++)
        {
            Close(expected[variable], bench.Variables[variable].ToKeras());
        }
    }

    static double[][] Descend(Func<double, double, (double Own, double All), double> step)
    {
        var weights = Enumerable.Range(0, Bench.Shapes.Length).Select(Bench.Start).ToArray();
        for (var number = 1; number <= 3; number++)
        {
            var gradients = weights.Select((_, variable) => Bench.Gradient(variable, number)).ToArray();
            var squares = gradients.Select(gradient => gradient.Sum(g => g * g)).ToArray();
            for (var variable = 0; variable < weights.Length; variable++)
            {
                for (var i = 0; i < weights[variable].Length; i++)
                {
                    weights[variable][i] = step(weights[variable][i], gradients[variable][i], (Math.Sqrt(squares[variable]), Math.Sqrt(squares.Sum())));
                }
            }
        }

        return weights;
    }

    static void Close(double[] expected, NdArray actual)
    {
        for (var index = 0; index < expected.Length; index++)
        {
            Assert.Equal(expected[index], actual[index], 1e-6 * Math.Max(0.1, Math.Abs(expected[index])));
        }
    }
}
