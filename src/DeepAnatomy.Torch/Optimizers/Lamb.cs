using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Torch.Engine;
using TorchSharp;

namespace DeepAnatomy.Torch.Optimizers;

/// <summary>Adam with steps in proportion to the length of each weight (You et al. 2019).</summary>
sealed class Lamb : ElementwiseOptimizer
{
    readonly double beta1;
    readonly double beta2;
    readonly double epsilon;
    readonly FlatTensor mean;
    readonly FlatTensor square;

    public Lamb(ObjectSettings settings, IReadOnlyList<TorchVariable> variables)
        : base(OptimizerSettings.Read(settings, 0.001, null), variables)
    {
        (beta1, beta2, epsilon) = (settings.Number("beta_1", 0.9), settings.Number("beta_2", 0.999), settings.Number("epsilon", 1e-7));
        (mean, square) = (Slot(), Slot());
    }

    private protected override FlatTensor[][] SlotGroups => [[mean, square]];

    private protected override void Update(torch.Tensor gradient, torch.Tensor scratch, Moment moment)
    {
        var first = mean.Whole.mul_(beta1).add_(gradient, 1 - beta1);
        var second = square.Whole.mul_(beta2).addcmul_(gradient, gradient, 1 - beta2);
        scratch.copy_(second).div_(moment.Correction(beta2)).sqrt_().add_(epsilon);
        gradient.copy_(first).div_(moment.Correction(beta1)).div_(scratch);
    }

    private protected override void Write(int index, torch.Tensor weight, torch.Tensor gradient, Moment moment)
    {
        var (length, step) = (weight.norm().ToSingle(), gradient.norm().ToSingle());
        weight.add_(gradient, -moment.Rate * (length > 0 && step > 0 ? length / step : 1));
    }
}
