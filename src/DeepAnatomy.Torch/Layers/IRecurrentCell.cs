using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>What happens at one element of a sequence.</summary>
interface IRecurrentCell
{
    /// <summary>Begins a sequence.</summary>
    /// <param name="first">An element of the sequence, for its shape.</param>
    /// <param name="pass">The pass; its dropout masks hold for the whole sequence.</param>
    /// <returns>The states before the first element, and what makes the next states from an element and the last ones; the first state is the output.</returns>
    (torch.Tensor[] States, Func<torch.Tensor, torch.Tensor[], torch.Tensor[]> Step) Begin(torch.Tensor first, Pass pass);
}
