using DeepAnatomy.Torch.Losses;
using TorchSharp;

namespace DeepAnatomy.Torch.Tests.Losses;

public class LossTests
{
    const int Samples = 6;
    const int Classes = 4;

    public static TheoryData<string, string, string> Cases => new()
    {
        { "CategoricalCrossentropy", "{}", "onehot" },
        { "CategoricalCrossentropy", """{"label_smoothing": 0.2}""", "onehot" },
        { "CategoricalCrossentropy", """{"from_logits": true}""", "onehot logits" },
        { "CategoricalFocalCrossentropy", """{"alpha": 0.3, "gamma": 1.5}""", "onehot" },
        { "BinaryCrossentropy", "{}", "onehot" },
        { "BinaryCrossentropy", """{"label_smoothing": 0.2}""", "onehot" },
        { "BinaryCrossentropy", """{"from_logits": true}""", "onehot logits" },
        { "BinaryFocalCrossentropy", """{"alpha": 0.3, "gamma": 1.5}""", "onehot" },
        { "BinaryFocalCrossentropy", """{"alpha": 0.3, "gamma": 2.0, "apply_class_balancing": true}""", "onehot" },
        { "MeanSquaredError", "{}", "numbers" },
        { "MeanAbsoluteError", "{}", "numbers" },
        { "MeanAbsolutePercentageError", "{}", "numbers" },
        { "MeanSquaredLogarithmicError", "{}", "numbers" },
        { "Huber", """{"delta": 0.4}""", "numbers" },
        { "LogCosh", "{}", "numbers" },
        { "KLDivergence", "{}", "numbers" },
        { "Poisson", "{}", "numbers" },
        { "CosineSimilarity", "{}", "numbers" },
        { "Hinge", "{}", "onehot" },
        { "SquaredHinge", "{}", "onehot" },
        { "CategoricalHinge", "{}", "onehot" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_loss_is_the_mean_of_its_formula(string name, string config, string kind)
    {
        using var scope = torch.NewDisposeScope();
        var (target, prediction) = Sample(kind);
        var expected = Enumerable.Range(0, Samples).Select(sample => Formula(name, config, Row(target, sample), Row(prediction, sample))).ToArray();
        var loss = Loss.Create(Training.Object(name, config));
        var (t, p) = (Training.Tensor(target, Samples, Classes), Training.Tensor(prediction, Samples, Classes));
        Assert.Equal(expected.Average(), loss.Compute(t, p).ToDouble(), 1e-9);
        Assert.Equal(expected, Training.Numbers(loss.Values(t, p).Values), (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    [InlineData("Dice", "{}", "onehot")]
    [InlineData("Dice", """{"axis": [0]}""", "onehot")]
    [InlineData("Tversky", """{"alpha": 0.3, "beta": 0.7}""", "onehot")]
    public void A_gradient_is_the_slope_of_its_loss(string name, string config, string kind)
    {
        using var scope = torch.NewDisposeScope();
        var (target, prediction) = Sample(kind);
        var loss = Loss.Create(Training.Object(name, config));
        var t = Training.Tensor(target, Samples, Classes);
        var p = Training.Tensor(prediction, Samples, Classes).requires_grad_();
        loss.Compute(t, p).backward();
        var gradient = Training.Numbers(p.grad!);
        for (var element = 0; element < prediction.Length; element++)
        {
            Assert.Equal((At(element, 1e-6) - At(element, -1e-6)) / 2e-6, gradient[element], 1e-5 * Math.Max(1, Math.Abs(gradient[element])));
        }

        double At(int element, double shift)
        {
            var moved = (double[])prediction.Clone();
            moved[element] += shift;
            return loss.Compute(t, Training.Tensor(moved, Samples, Classes)).ToDouble();
        }
    }

    [Fact]
    public void Dice_looks_at_the_whole_batch_unless_axes_are_given()
    {
        using var scope = torch.NewDisposeScope();
        var (target, prediction) = Sample("onehot");
        var (t, p) = (Training.Tensor(target, Samples, Classes), Training.Tensor(prediction, Samples, Classes));
        Assert.Equal(Dice(Enumerable.Range(0, target.Length)), Loss.Create(Training.Object("Dice")).Compute(t, p).ToDouble(), 1e-9);
        var byClass = Enumerable.Range(0, Classes).Average(c => Dice(Enumerable.Range(0, Samples).Select(sample => (sample * Classes) + c)));
        Assert.Equal(byClass, Loss.Create(Training.Object("Dice", """{"axis": [0]}""")).Compute(t, p).ToDouble(), 1e-9);

        double Dice(IEnumerable<int> elements)
        {
            var (both, all) = (0.0, 0.0);
            foreach (var element in elements)
            {
                both += target[element] * prediction[element];
                all += target[element] + prediction[element];
            }

            return 1 - (2 * both / (all + 1e-7));
        }
    }

    [Fact]
    public void Tversky_weights_what_is_missed_with_alpha_as_Keras_does()
    {
        using var scope = torch.NewDisposeScope();
        var loss = Loss.Create(Training.Object("Tversky", """{"alpha": 0.3, "beta": 0.7}"""));
        var missed = loss.Compute(Training.Tensor([1, 1]), Training.Tensor([1, 0])).ToDouble();
        var added = loss.Compute(Training.Tensor([1, 0]), Training.Tensor([1, 1])).ToDouble();
        Assert.Equal(1 - (1 / 1.3), missed, 1e-6);
        Assert.Equal(1 - (1 / 1.7), added, 1e-6);
    }

    [Fact]
    public void Class_numbers_give_what_one_hot_targets_give()
    {
        using var scope = torch.NewDisposeScope();
        var (target, prediction) = Sample("onehot");
        var (t, p) = (Training.Tensor(target, Samples, Classes), Training.Tensor(prediction, Samples, Classes));
        var dense = Loss.Create(Training.Object("CategoricalCrossentropy")).Compute(t, p).ToDouble();
        var sparse = Loss.Create(Training.Object("SparseCategoricalCrossentropy"));
        Assert.Equal(dense, sparse.Compute(t.argmax(-1), p).ToDouble(), 1e-12);
        Assert.Equal(dense, sparse.Compute(t.argmax(-1, keepdim: true).to_type(torch.ScalarType.Float32), p).ToDouble(), 1e-12);
        Assert.Equal(dense, Loss.Create(Training.Object("crossentropy")).Compute(t.argmax(-1), p).ToDouble(), 1e-12);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_ignored_class_has_no_loss_and_exactly_no_gradient(bool fromLogits)
    {
        using var scope = torch.NewDisposeScope();
        var (target, prediction) = Sample(fromLogits ? "onehot logits" : "onehot");
        var classes = Training.Tensor(target, Samples, Classes).argmax(-1);
        classes[1] = 255;
        classes[4] = 255;
        var config = $$"""{"ignore_class": 255, "from_logits": {{(fromLogits ? "true" : "false")}}}""";
        var p = Training.Tensor(prediction, Samples, Classes).requires_grad_();
        var loss = Loss.Create(Training.Object("SparseCategoricalCrossentropy", config)).Compute(classes, p);
        loss.backward();
        int[] kept = [0, 2, 3, 5];
        var expected = kept.Average(sample => fromLogits
            ? LossFormulas.CategoricalFromLogits(Row(target, sample), Row(prediction, sample))
            : LossFormulas.CategoricalCrossentropy(Row(target, sample), Row(prediction, sample)));
        Assert.Equal(expected, loss.ToDouble(), 1e-9);
        var gradient = Training.Numbers(p.grad!);
        Assert.All(Row(gradient, 1).Concat(Row(gradient, 4)), value => Assert.Equal(0, value));
        Assert.All(gradient, value => Assert.True(double.IsFinite(value)));
        Assert.Contains(Row(gradient, 0), value => value != 0);
    }

    [Fact]
    public void A_batch_of_nothing_but_the_ignored_class_has_the_loss_zero()
    {
        using var scope = torch.NewDisposeScope();
        var p = torch.rand([2, 3]).requires_grad_();
        var loss = Loss.Create(Training.Object("SparseCategoricalCrossentropy", """{"ignore_class": -1}""")).Compute(torch.full([2], -1, torch.ScalarType.Int64), p);
        loss.backward();
        Assert.Equal(0, loss.ToDouble());
        Assert.All(Training.Numbers(p.grad!), value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData("\"sum_over_batch_size\"", 7.0 / 3)]
    [InlineData("\"mean\"", 7.0 / 3)]
    [InlineData("\"sum\"", 7.0)]
    [InlineData("\"mean_with_sample_weight\"", 7.0 / 3.5)]
    public void Reductions_divide_by_what_they_say(string reduction, double expected)
    {
        using var scope = torch.NewDisposeScope();
        var loss = Loss.Create(Training.Object("MeanAbsoluteError", $$"""{"reduction": {{reduction}}}"""));

        // Errors 1, 2, 4 with weights 1, 2, 0.5.
        var value = loss.Compute(torch.zeros(3, 1), Training.Tensor([1, 2, 4], 3, 1).to_type(torch.ScalarType.Float32), Training.Tensor([1, 2, 0.5]));
        Assert.Equal(expected, value.ToDouble(), 1e-6);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"none\"")]
    public void Without_reduction_every_sample_keeps_its_loss(string reduction)
    {
        using var scope = torch.NewDisposeScope();
        var loss = Loss.Create(Training.Object("MeanAbsoluteError", $$"""{"reduction": {{reduction}}}"""));
        Assert.Equal([1, 2, 4], Training.Numbers(loss.Compute(torch.zeros(3, 1), torch.tensor(new float[] { 1, 2, 4 }, [3, 1]))));
    }

    [Fact]
    public void A_weight_for_each_sample_holds_for_all_its_pixels_and_one_for_each_pixel_for_that_pixel()
    {
        using var scope = torch.NewDisposeScope();
        var loss = Loss.Create(Training.Object("MeanSquaredError"));
        var (target, prediction) = (torch.zeros(2, 3, 1), torch.tensor(new float[] { 1, 1, 1, 2, 2, 2 }, [2, 3, 1]));
        Assert.Equal((3 * 0.5 + 12 * 2) / 6, loss.Compute(target, prediction, torch.tensor(new[] { 0.5f, 2f })).ToDouble(), 1e-6);
        Assert.Equal((1 + 4) / 6.0, loss.Compute(target, prediction, torch.tensor(new float[] { 1, 0, 0, 0, 1, 0 }, [2, 3])).ToDouble(), 1e-6);
        Assert.Throws<ArgumentException>(() => loss.Compute(target, prediction, torch.ones(3)));
    }

    [Theory]
    [InlineData("mse", "MeanSquaredError")]
    [InlineData("MAE", "MeanAbsoluteError")]
    [InlineData("categorical_crossentropy", "CategoricalCrossentropy")]
    [InlineData("kld", "KLDivergence")]
    [InlineData("log_cosh", "LogCosh")]
    public void A_loss_is_known_by_all_its_names(string name, string className)
    {
        using var scope = torch.NewDisposeScope();
        var (target, prediction) = Sample("onehot");
        var (t, p) = (Training.Tensor(target, Samples, Classes), Training.Tensor(prediction, Samples, Classes));
        Assert.Equal(Loss.Create(Training.Object(className)).Compute(t, p).ToDouble(), Loss.Create(Training.Object(name)).Compute(t, p).ToDouble());
    }

    [Fact]
    public void What_is_not_known_is_refused_by_name()
    {
        Assert.Contains("CTC", Assert.Throws<ArgumentException>(() => Loss.Create(Training.Object("CTC"))).Message, StringComparison.Ordinal);
        Assert.Contains("sharpness", Assert.Throws<ArgumentException>(() => Loss.Create(Training.Object("Dice", """{"sharpness": 2}"""))).Message, StringComparison.Ordinal);
    }

    [ReferenceDataTheory]
    [InlineData("cce", "CategoricalCrossentropy", "{}")]
    [InlineData("cce_ls", "CategoricalCrossentropy", """{"label_smoothing": 0.1}""")]
    [InlineData("dice", "Dice", "{}")]
    [InlineData("dice_axis", "Dice", """{"axis": [1, 2]}""")]
    [InlineData("tversky", "Tversky", """{"alpha": 0.3, "beta": 0.7}""")]
    [InlineData("focal", "CategoricalFocalCrossentropy", "{}")]
    [InlineData("bce", "BinaryCrossentropy", "{}")]
    [InlineData("bfocal", "BinaryFocalCrossentropy", "{}")]
    [InlineData("mse", "MeanSquaredError", "{}")]
    [InlineData("mae", "MeanAbsoluteError", "{}")]
    [InlineData("huber", "Huber", "{}")]
    [InlineData("kld", "KLDivergence", "{}")]
    [InlineData("logcosh", "LogCosh", "{}")]
    [InlineData("hinge", "CategoricalHinge", "{}")]
    [InlineData("sparse", "SparseCategoricalCrossentropy", "{}")]
    public void A_loss_is_what_Keras_found(string key, string className, string config)
    {
        using var scope = torch.NewDisposeScope();
        var expected = Training.Index["values"]![key]!.GetValue<double>();
        var actual = Loss.Create(Training.Object(className, config)).Compute(Training.Data(key == "sparse" ? "lab" : "T")[0], Training.Data("P")).ToDouble();
        Assert.Equal(expected, actual, 1e-6 * Math.Abs(expected));
    }

    static double Formula(string name, string config, double[] t, double[] p) => (name, config) switch
    {
        ("CategoricalCrossentropy", "{}") => LossFormulas.CategoricalCrossentropy(t, p),
        ("CategoricalCrossentropy", var c) when c.Contains("smoothing", StringComparison.Ordinal) => LossFormulas.CategoricalCrossentropy(t, p, 0.2),
        ("CategoricalCrossentropy", _) => LossFormulas.CategoricalFromLogits(t, p),
        ("CategoricalFocalCrossentropy", _) => LossFormulas.CategoricalFocal(t, p, 0.3, 1.5),
        ("BinaryCrossentropy", "{}") => LossFormulas.Binary(t, p),
        ("BinaryCrossentropy", var c) when c.Contains("smoothing", StringComparison.Ordinal) => LossFormulas.Binary(t, p, 0.2),
        ("BinaryCrossentropy", _) => LossFormulas.BinaryFromLogits(t, p),
        ("BinaryFocalCrossentropy", var c) when c.Contains("balancing", StringComparison.Ordinal) => LossFormulas.BinaryFocal(t, p, 0.3, 2, true),
        ("BinaryFocalCrossentropy", _) => LossFormulas.BinaryFocal(t, p, 0.3, 1.5, false),
        ("MeanSquaredError", _) => LossFormulas.Squared(t, p),
        ("MeanAbsoluteError", _) => LossFormulas.Absolute(t, p),
        ("MeanAbsolutePercentageError", _) => LossFormulas.Percentage(t, p),
        ("MeanSquaredLogarithmicError", _) => LossFormulas.Logarithmic(t, p),
        ("Huber", _) => LossFormulas.Huber(t, p, 0.4),
        ("LogCosh", _) => LossFormulas.LogCosh(t, p),
        ("KLDivergence", _) => LossFormulas.KullbackLeibler(t, p),
        ("Poisson", _) => LossFormulas.Poisson(t, p),
        ("CosineSimilarity", _) => LossFormulas.Cosine(t, p),
        ("Hinge", _) => LossFormulas.Hinge(t, p, 1),
        ("SquaredHinge", _) => LossFormulas.Hinge(t, p, 2),
        ("CategoricalHinge", _) => LossFormulas.CategoricalHinge(t, p),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    static (double[] Target, double[] Prediction) Sample(string kind)
    {
        var chance = new Random(11);
        var prediction = Enumerable.Range(0, Samples * Classes).Select(_ => 0.05 + (0.9 * chance.NextDouble())).ToArray();
        if (kind.Contains("logits", StringComparison.Ordinal))
        {
            prediction = [.. prediction.Select(value => (6 * value) - 3)];
        }

        if (kind == "numbers")
        {
            return ([.. prediction.Select(_ => 0.05 + (0.9 * chance.NextDouble()))], prediction);
        }

        var target = new double[Samples * Classes];
        for (var sample = 0; sample < Samples; sample++)
        {
            target[(sample * Classes) + chance.Next(Classes)] = 1;
        }

        return (target, prediction);
    }

    static double[] Row(double[] values, int sample) => values[(sample * Classes)..((sample + 1) * Classes)];
}
