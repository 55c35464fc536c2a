using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Torch.Engine;
using TorchSharp;

namespace DeepAnatomy.Torch.Optimizers;

/// <summary>Adam with Nesterov's momentum (Dozat 2016).</summary>
sealed class Nadam : ElementwiseOptimizer
{
    const float Decay = 0.96f;

    readonly double beta1;
    readonly double beta2;
    readonly double epsilon;
    readonly FlatTensor mean;
    readonly FlatTensor square;
    float product = 1;
    float ofMean;
    float ofGradient;

    public Nadam(ObjectSettings settings, IReadOnlyList<TorchVariable> variables)
        : base(OptimizerSettings.Read(settings, 0.001, null), variables)
    {
        (beta1, beta2, epsilon) = (settings.Number("beta_1", 0.9), settings.Number("beta_2", 0.999), settings.Number("epsilon", 1e-7));
        (mean, square) = (Slot(), Slot());
    }

    private protected override FlatTensor[][] SlotGroups => [[mean, square]];

    private protected override ImmutableArray<float> Trailing
    {
        get => [product];
        set => product = value[0];
    }

    private protected override void Prepare(Moment moment)
    {
        var (now, next) = (Momentum(moment.Number), Momentum(moment.Number + 1));
        product *= now;
        ofMean = next / (1 - (product * next));
        ofGradient = (1 - now) / (1 - product);
    }

    private protected override void Update(torch.Tensor gradient, torch.Tensor scratch, Moment moment)
    {
        var first = mean.Whole.mul_(beta1).add_(gradient, 1 - beta1);
        var second = square.Whole.mul_(beta2).addcmul_(gradient, gradient, 1 - beta2);
        scratch.copy_(second).div_(moment.Correction(beta2)).sqrt_().add_(epsilon);
        gradient.mul_(ofGradient).add_(first, ofMean).mul_(moment.Rate).div_(scratch);
    }

    float Momentum(long step) => (float)beta1 * (1 - (0.5f * MathF.Pow(Decay, step)));
}
