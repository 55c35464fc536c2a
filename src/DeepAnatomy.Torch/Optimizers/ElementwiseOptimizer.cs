using DeepAnatomy.Torch.Engine;
using TorchSharp;

namespace DeepAnatomy.Torch.Optimizers;

/// <summary>An optimizer that treats every element alike: works through flat memory block by block, then through the weights.</summary>
abstract class ElementwiseOptimizer : Optimizer
{
    readonly torch.Tensor[] scratch;

    private protected ElementwiseOptimizer(OptimizerSettings settings, IReadOnlyList<TorchVariable> variables)
        : base(settings, variables)
    {
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var memory = torch.zeros([Layout.LongestBlock], Layout.Type, device: Layout.Device);
        scratch = [.. Enumerable.Range(0, Layout.BlockCount).Select(index => memory.narrow(0, 0, Layout.LengthOf(index)).DetachFromDisposeScope())];
    }

    private protected sealed override void Step(Moment moment)
    {
        Prepare(moment);
        for (var index = 0; index < Layout.BlockCount; index++)
        {
            Update(index, Gradients.Blocks[index], scratch[index], moment);
        }

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

    /// <summary>Changes the slots of a block, and makes of the gradient what <see cref="Write"/> needs.</summary>
    /// <param name="block">Which block.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="scratch">Memory of the same length for what is in between.</param>
    /// <param name="moment">When.</param>
    private protected virtual void Update(int block, torch.Tensor gradient, torch.Tensor scratch, Moment moment)
    {
    }

    /// <summary>Changes a weight.</summary>
    /// <param name="index">Which weight.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="gradient">What <see cref="Update"/> made of its gradient.</param>
    /// <param name="moment">When.</param>
    private protected virtual void Write(int index, torch.Tensor weight, torch.Tensor gradient, Moment moment) => weight.sub_(gradient);

    private protected override void Release()
    {
        foreach (var tensor in scratch)
        {
            tensor.Dispose();
        }
    }
}
