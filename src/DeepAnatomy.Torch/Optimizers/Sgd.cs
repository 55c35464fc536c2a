using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Torch.Engine;
using TorchSharp;

namespace DeepAnatomy.Torch.Optimizers;

/// <summary>Gradient descent, with momentum of either kind. The learning rate is inside the momentum.</summary>
sealed class Sgd : ElementwiseOptimizer
{
    readonly double momentum;
    readonly bool nesterov;
    readonly FlatTensor? velocity;

    public Sgd(ObjectSettings settings, IReadOnlyList<TorchVariable> variables)
        : base(OptimizerSettings.Read(settings, 0.01, null), variables)
    {
        momentum = settings.Number("momentum", 0);
        nesterov = settings.Flag("nesterov", false);
        velocity = momentum == 0 ? null : Slot();
    }

    private protected override bool NeedsScratch => false;

    private protected override FlatTensor[][] SlotGroups => velocity is null ? [] : [[velocity]];

    private protected override void Update(torch.Tensor gradient, torch.Tensor scratch, Moment moment) =>
        velocity?.Whole.mul_(momentum).add_(gradient, -moment.Rate);

    private protected override void Write(int index, torch.Tensor weight, torch.Tensor gradient, Moment moment)
    {
        if (velocity is null)
        {
            weight.add_(gradient, -moment.Rate);
        }
        else if (nesterov)
        {
            weight.add_(gradient, -moment.Rate).add_(velocity.Views[index], momentum);
        }
        else
        {
            weight.add_(velocity.Views[index]);
        }
    }
}
