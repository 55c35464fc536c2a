using DeepAnatomy.Torch.Engine;
using TorchSharp;

namespace DeepAnatomy.Torch.Optimizers;

/// <summary>
/// An optimizer that treats every element alike: works through flat memory, then through the weights. A step is a handful of operations on all
/// elements at once and one on each weight; cutting the memory into pieces that fit a cache was slower, because each operation has a price of its own.
/// </summary>
abstract class ElementwiseOptimizer : Optimizer
{
    readonly torch.Tensor scratch;

    private protected ElementwiseOptimizer(OptimizerSettings settings, IReadOnlyList<TorchVariable> variables)
        : base(settings, variables)
    {
        using var noGradient = torch.no_grad();
        scratch = torch.zeros(NeedsScratch ? [Layout.Count] : [0], Layout.Type, device: Layout.Device).DetachFromDisposeScope();
    }

    /// <summary>Whether <see cref="Update"/> needs memory for what is in between.</summary>
    private protected virtual bool NeedsScratch => true;

    private protected sealed override void Step(Moment moment)
    {
        Prepare(moment);
        Update(Gradients.Whole, scratch, moment);
        for (var index = 0; index < Variables.Count; index++)
        {
            if (IsUsed(index))
            {
                Write(index, Variables[index].Tensor, Gradients.Views[index], moment);
            }
        }
    }

    /// <summary>Computes what is the same for all elements.</summary>
    private protected virtual void Prepare(Moment moment)
    {
    }

    /// <summary>Changes the slots, and makes of the gradients what <see cref="Write"/> needs.</summary>
    /// <param name="gradient">All gradients.</param>
    /// <param name="scratch">Memory of the same length for what is in between; empty unless <see cref="NeedsScratch"/>.</param>
    /// <param name="moment">When.</param>
    private protected virtual void Update(torch.Tensor gradient, torch.Tensor scratch, Moment moment)
    {
    }

    /// <summary>Changes a weight.</summary>
    /// <param name="index">Which weight.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="gradient">What <see cref="Update"/> made of its gradient.</param>
    /// <param name="moment">When.</param>
    private protected virtual void Write(int index, torch.Tensor weight, torch.Tensor gradient, Moment moment) => weight.sub_(gradient);

    private protected override void Release() => scratch.Dispose();
}
