using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Torch.Engine;
using TorchSharp;

namespace DeepAnatomy.Torch.Optimizers;

/// <summary>Divides by the root of the sum of all squares (Duchi et al. 2011), epsilon under the root.</summary>
sealed class Adagrad : ElementwiseOptimizer
{
    readonly double epsilon;
    readonly FlatTensor sum;

    public Adagrad(ObjectSettings settings, IReadOnlyList<TorchVariable> variables)
        : base(OptimizerSettings.Read(settings, 0.001, null), variables)
    {
        epsilon = settings.Number("epsilon", 1e-7);
        sum = Slot(settings.Number("initial_accumulator_value", 0.1));
    }

    private protected override FlatTensor[][] SlotGroups => [[sum]];

    private protected override void Update(torch.Tensor gradient, torch.Tensor scratch, Moment moment)
    {
        scratch.copy_(sum.Whole.addcmul_(gradient, gradient, 1)).add_(epsilon).sqrt_();
        gradient.mul_(moment.Rate).div_(scratch);
    }
}
