using TorchSharp;

namespace DeepAnatomy.Torch.Optimizers;

/// <summary>The gradients of all weights in one piece: after its first gradient a weight accumulates into this memory, without a copy.</summary>
sealed class GradientMemory(FlatLayout layout) : IDisposable
{
    readonly bool[] used = new bool[layout.Variables.Count];

    public FlatTensor Flat { get; } = new(layout);

    /// <summary>Whether a weight ever had a gradient.</summary>
    public bool IsUsed(int variable) => used[variable];

    /// <summary>Takes over gradients that lie elsewhere.</summary>
    public void Collect()
    {
        for (var index = 0; index < used.Length; index++)
        {
            if (!used[index] && layout.Variables[index].Tensor.grad is { } first)
            {
                Flat.Views[index].add_(first);
                layout.Variables[index].Tensor.grad = Flat.Views[index];
                used[index] = true;
            }
        }
    }

    public void Dispose()
    {
        for (var index = 0; index < used.Length; index++)
        {
            if (used[index] && !layout.Variables[index].Tensor.IsInvalid)
            {
                layout.Variables[index].Tensor.grad = null;
            }
        }

        Flat.Dispose();
    }
}
