using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Torch.Engine;
using TorchSharp;

namespace DeepAnatomy.Torch.Optimizers;

/// <summary>Scales steps by the ratio of past changes and past gradients (Zeiler 2012).</summary>
sealed class Adadelta : ElementwiseOptimizer
{
    readonly double rho;
    readonly double epsilon;
    readonly FlatTensor gradients;
    readonly FlatTensor changes;

    public Adadelta(ObjectSettings settings, IReadOnlyList<TorchVariable> variables)
        : base(OptimizerSettings.Read(settings, 0.001, null), variables)
    {
        (rho, epsilon) = (settings.Number("rho", 0.95), settings.Number("epsilon", 1e-7));
        (gradients, changes) = (Slot(), Slot());
    }

    private protected override FlatTensor[][] SlotGroups => [[gradients, changes]];

    private protected override void Update(torch.Tensor gradient, torch.Tensor scratch, Moment moment)
    {
        var (past, change) = (gradients.Whole, changes.Whole);
        past.mul_(rho).addcmul_(gradient, gradient, 1 - rho);
        gradient.mul_(scratch.copy_(change).add_(epsilon).sqrt_()).div_(scratch.copy_(past).add_(epsilon).sqrt_());
        change.mul_(rho).addcmul_(gradient, gradient, 1 - rho);
        gradient.mul_(moment.Rate);
    }
}
