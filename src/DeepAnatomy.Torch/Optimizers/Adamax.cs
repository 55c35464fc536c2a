using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Torch.Engine;
using TorchSharp;

namespace DeepAnatomy.Torch.Optimizers;

/// <summary>Adam with the largest instead of the mean square gradient (Kingma and Ba 2014).</summary>
sealed class Adamax : ElementwiseOptimizer
{
    readonly double beta1;
    readonly double beta2;
    readonly double epsilon;
    readonly FlatTensor mean;
    readonly FlatTensor largest;

    public Adamax(ObjectSettings settings, IReadOnlyList<TorchVariable> variables)
        : base(OptimizerSettings.Read(settings, 0.001, null), variables)
    {
        (beta1, beta2, epsilon) = (settings.Number("beta_1", 0.9), settings.Number("beta_2", 0.999), settings.Number("epsilon", 1e-7));
        (mean, largest) = (Slot(), Slot());
    }

    private protected override bool NeedsScratch => false;

    private protected override FlatTensor[][] SlotGroups => [[mean, largest]];

    private protected override void Update(torch.Tensor gradient, torch.Tensor scratch, Moment moment)
    {
        mean.Whole.mul_(beta1).add_(gradient, 1 - beta1);
        var norm = largest.Whole.mul_(beta2);
        norm.copy_(torch.maximum(norm, gradient.abs_()));
        gradient.copy_(norm).add_(epsilon).mul_(moment.Correction(beta1));
    }

    private protected override void Write(int index, torch.Tensor weight, torch.Tensor gradient, Moment moment) =>
        weight.addcdiv_(mean.Views[index], gradient, -moment.Rate);
}
