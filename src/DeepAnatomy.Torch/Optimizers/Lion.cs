using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Torch.Engine;
using TorchSharp;

namespace DeepAnatomy.Torch.Optimizers;

/// <summary>Steps of one size along the sign of the interpolated momentum (Chen et al. 2023).</summary>
sealed class Lion : ElementwiseOptimizer
{
    readonly double beta1;
    readonly double beta2;
    readonly FlatTensor mean;

    public Lion(ObjectSettings settings, IReadOnlyList<TorchVariable> variables)
        : base(OptimizerSettings.Read(settings, 0.001, null), variables)
    {
        (beta1, beta2) = (settings.Number("beta_1", 0.9), settings.Number("beta_2", 0.99));
        mean = Slot();
    }

    private protected override FlatTensor[][] SlotGroups => [[mean]];

    private protected override void Update(torch.Tensor gradient, torch.Tensor scratch, Moment moment)
    {
        scratch.copy_(mean.Whole).mul_(beta1).add_(gradient, 1 - beta1).sign_();
        mean.Whole.mul_(beta2).add_(gradient, 1 - beta2);
        gradient.copy_(scratch).mul_(moment.Rate);
    }
}
