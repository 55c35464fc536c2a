using TorchSharp;

namespace DeepAnatomy.Torch.Optimizers;

/// <summary>One number for every element of every weight, in one piece: a gradient, or a slot of an optimizer.</summary>
sealed class FlatTensor : IDisposable
{
    public FlatTensor(FlatLayout layout, double initial = 0)
    {
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        Whole = torch.full([layout.Count], initial, layout.Type, layout.Device).DetachFromDisposeScope();
        Views = [.. Enumerable.Range(0, layout.Variables.Count).Select(index => layout.View(Whole, index).DetachFromDisposeScope())];
    }

    /// <summary>All elements, for operations that do not care whose element is whose.</summary>
    public torch.Tensor Whole { get; }

    /// <summary>The parts of the weights.</summary>
    public torch.Tensor[] Views { get; }

    public void Dispose()
    {
        foreach (var tensor in Views.Append(Whole))
        {
            tensor.Dispose();
        }
    }
}
