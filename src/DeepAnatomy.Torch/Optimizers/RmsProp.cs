using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Torch.Engine;
using TorchSharp;

namespace DeepAnatomy.Torch.Optimizers;

/// <summary>Divides by the root of the running mean square (Hinton 2012), epsilon under the root.</summary>
sealed class RmsProp : ElementwiseOptimizer
{
    readonly double rho;
    readonly double momentum;
    readonly double epsilon;
    readonly FlatTensor square;
    readonly FlatTensor? velocity;
    readonly FlatTensor? mean;

    public RmsProp(ObjectSettings settings, IReadOnlyList<TorchVariable> variables)
        : base(OptimizerSettings.Read(settings, 0.001, null), variables)
    {
        (rho, momentum, epsilon) = (settings.Number("rho", 0.9), settings.Number("momentum", 0), settings.Number("epsilon", 1e-7));
        square = Slot();
        velocity = momentum > 0 ? Slot() : null;
        mean = settings.Flag("centered", false) ? Slot() : null;
    }

    private protected override FlatTensor[][] SlotGroups => [.. new[] { square, velocity, mean }.Where(slot => slot is not null).Select(slot => new[] { slot! })];

    private protected override void Update(torch.Tensor gradient, torch.Tensor scratch, Moment moment)
    {
        scratch.copy_(square.Whole.mul_(rho).addcmul_(gradient, gradient, 1 - rho)).add_(epsilon);
        if (mean is not null)
        {
            var first = mean.Whole.mul_(rho).add_(gradient, 1 - rho);
            scratch.addcmul_(first, first, -1);
        }

        gradient.mul_(moment.Rate).div_(scratch.sqrt_());
        velocity?.Whole.mul_(momentum).add_(gradient);
    }

    private protected override void Write(int index, torch.Tensor weight, torch.Tensor gradient, Moment moment) => weight.sub_(velocity?.Views[index] ?? gradient);
}
