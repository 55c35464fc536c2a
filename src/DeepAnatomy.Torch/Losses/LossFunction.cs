using TorchSharp;

namespace DeepAnatomy.Torch.Losses;

/// <summary>What a loss says about each sample (pixel), before any weighting.</summary>
/// <param name="Values">Losses: the shape of the prediction without its last axis, or a scalar for a loss over the whole batch.</param>
/// <param name="Mask">True where a sample counts, of the shape of <paramref name="Values"/>; null when all count.</param>
public readonly record struct LossValues(torch.Tensor Values, torch.Tensor? Mask = null)
{
    /// <summary>Values of which all count.</summary>
    /// <param name="values">The losses.</param>
    public static implicit operator LossValues(torch.Tensor values) => new(values);

    /// <summary>Values of which all count.</summary>
    /// <param name="values">The losses.</param>
    public static LossValues FromTensor(torch.Tensor values) => new(values);
}

/// <summary>Computes the losses of the samples.</summary>
/// <param name="target">What should come out; channels last; in the precision of the prediction.</param>
/// <param name="prediction">What came out; channels last.</param>
public delegate LossValues LossFunction(torch.Tensor target, torch.Tensor prediction);
