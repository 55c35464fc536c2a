using DeepAnatomy.Torch.Losses;
using DeepAnatomy.Training.Configuration;
using DeepAnatomy.Training.Setup;
using TorchSharp;
using FocalPart = DeepAnatomy.Training.Configuration.FocalSettings;

namespace DeepAnatomy.Torch.Tests.Losses;

public class PartialLossTests
{
    const int Classes = 3, Height = 3, Width = 4, Samples = 2, Voxels = Samples * Height * Width;
    static readonly double[] Labels = [.. Enumerable.Range(0, Voxels).Select(n => (double)(n * 7 % Classes))];
    static readonly double[] Weights = [.. Enumerable.Range(0, Voxels).Select(n => n % 3 == 0 ? 0 : n % 3 == 1 ? 1 : 0.5)];

    [Fact]
    public void Cross_entropy_and_Dice_are_what_the_formulas_say()
    {
        var logits = Logits();
        var p = Softmax(logits);
        double entropy = 0, dice = 0;
        for (var n = 0; n < Voxels; n++)
        {
            entropy -= Weights[n] * Math.Log(p[n][(int)Labels[n]]) / Weights.Sum();
        }

        for (var c = 1; c < Classes; c++)
        {
            double both = 0, said = 0, drawn = 0;
            for (var n = 0; n < Voxels; n++)
            {
                both += Labels[n] == c ? Weights[n] * p[n][c] : 0;
                said += Weights[n] * p[n][c];
                drawn += Labels[n] == c ? Weights[n] : 0;
            }

            dice += (1 - (((2 * both) + 1) / (said + drawn + 1))) / (Classes - 1);
        }

        var loss = new PartialLoss([new CrossEntropySettings(), new DiceSettings { Weight = 2, Smooth = 1 }], OutputForm.Logits);
        var value = loss.Loss.Compute(Target(Weights), Tensor(logits)).ToDouble();
        Assert.Equal(entropy, loss.LastParts[0].Value, 1e-6);
        Assert.Equal(dice, loss.LastParts[1].Value, 1e-6);
        Assert.Equal(entropy + (2 * dice), value, 1e-6);
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Logits_and_their_probabilities_give_the_same_loss(LossSettings part)
    {
        using var scope = torch.NewDisposeScope();
        var logits = Tensor(Logits());
        var first = new PartialLoss([part], OutputForm.Logits).Loss.Compute(Target(Weights), logits);
        var second = new PartialLoss([part], OutputForm.Probabilities).Loss.Compute(Target(Weights), torch.nn.functional.softmax(logits, -1));
        Assert.Equal(first.ToDouble(), second.ToDouble(), 1e-5);
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void A_voxel_without_weight_has_a_gradient_of_exactly_zero_and_the_others_do_not(LossSettings part)
    {
        using var scope = torch.NewDisposeScope();
        var logits = Tensor(Logits()).requires_grad_();
        new PartialLoss([part], OutputForm.Probabilities).Loss.Compute(Target(Weights), torch.nn.functional.softmax(logits, -1)).backward();
        var gradient = logits.grad!.reshape(Voxels, Classes).abs().sum(-1).data<float>().ToArray();
        Assert.All(Enumerable.Range(0, Voxels), n => Assert.Equal(Weights[n] == 0, gradient[n] == 0));
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void What_stands_at_voxels_without_weight_does_not_change_the_loss(LossSettings part)
    {
        using var scope = torch.NewDisposeScope();
        var (one, other) = (Logits(), Logits());
        for (var n = 0; n < Voxels; n += 3)
        {
            Array.Fill(other[n], 5);
        }

        var loss = new PartialLoss([part], OutputForm.Logits).Loss;
        Assert.Equal(loss.Compute(Target(Weights), Tensor(one)).ToSingle(), loss.Compute(Target(Weights), Tensor(other)).ToSingle());
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Without_any_weight_the_loss_is_zero_and_so_is_its_gradient(LossSettings part)
    {
        using var scope = torch.NewDisposeScope();
        var logits = Tensor(Logits()).requires_grad_();
        var loss = new PartialLoss([part], OutputForm.Logits).Loss.Compute(Target(new double[Voxels]), logits);
        loss.backward();
        Assert.Equal(0, loss.ToDouble(), 1e-7);
        Assert.All(logits.grad!.data<float>().ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Tversky_with_even_weights_of_errors_is_Dice()
    {
        using var scope = torch.NewDisposeScope();
        var (target, prediction) = (Target(Weights), Tensor(Logits()));
        var tversky = new PartialLoss([new TverskySettings { Smooth = 1e-8 }], OutputForm.Logits).Loss.Compute(target, prediction).ToDouble();
        var dice = new PartialLoss([new DiceSettings { Smooth = 1e-8 }], OutputForm.Logits).Loss.Compute(target, prediction).ToDouble();
        Assert.Equal(dice, tversky, 1e-6);
    }

    public static TheoryData<LossSettings> Parts =>
    [
        new CrossEntropySettings(), new CrossEntropySettings { LabelSmoothing = 0.1 }, new FocalPart(), new DiceSettings(), new DiceSettings { OverBatch = false, Background = true }, new TverskySettings { Alpha = 0.3, Beta = 0.7 },
    ];

    static double[][] Logits() => [.. Enumerable.Range(0, Voxels).Select(n => Enumerable.Range(0, Classes).Select(c => Math.Sin((n * 3) + c) * 2).ToArray())];

    static double[][] Softmax(double[][] logits) => [.. logits.Select(row => row.Select(value => Math.Exp(value) / row.Sum(Math.Exp)).ToArray())];

    static torch.Tensor Tensor(double[][] rows) => torch.tensor(rows.SelectMany(row => row).Select(value => (float)value).ToArray(), [Samples, Height, Width, Classes]);

    static torch.Tensor Target(double[] weights) => torch.tensor(Enumerable.Range(0, Voxels).SelectMany(n => new[] { (float)Labels[n], (float)weights[n], 1f }).ToArray(), [Samples, Height, Width, 3]);
}
