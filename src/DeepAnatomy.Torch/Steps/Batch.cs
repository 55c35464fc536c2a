using TorchSharp;

namespace DeepAnatomy.Torch.Steps;

/// <summary>What one step looks at. Belongs to the caller.</summary>
/// <param name="Inputs">One tensor for each input of the network: batch first, channels last.</param>
/// <param name="Targets">One tensor for each output of the network, in the form that its loss wants.</param>
/// <param name="Weights">For each output the weight of each sample (batch) or pixel (batch, spatial axes), or null for 1; null when no output has any.</param>
public sealed record Batch(IReadOnlyList<torch.Tensor> Inputs, IReadOnlyList<torch.Tensor> Targets, IReadOnlyList<torch.Tensor?>? Weights = null)
{
    /// <summary>Samples in the batch.</summary>
    public long Size => Inputs[0].shape[0];
}
