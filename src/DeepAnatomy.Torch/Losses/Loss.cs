using DeepAnatomy.Networks.Graph;
using TorchSharp;

namespace DeepAnatomy.Torch.Losses;

/// <summary>A loss: how far a prediction is from its target, as one number to make small. Formulas are those of Keras 3.</summary>
/// <param name="name">Name under which it is reported.</param>
/// <param name="reduction">How the losses of the samples become one number.</param>
/// <param name="function">Computes the losses of the samples.</param>
/// <param name="wantsClasses">True when targets are class numbers, which stay whole.</param>
public sealed class Loss(string name, Reduction reduction, LossFunction function, bool wantsClasses = false)
{
    /// <summary>Name under which it is reported.</summary>
    public string Name { get; } = name;

    /// <summary>How the losses of the samples become one number.</summary>
    public Reduction Reduction { get; } = reduction;

    /// <summary>Creates the loss that Keras serialised.</summary>
    /// <param name="source">Class or function of Keras with its settings.</param>
    /// <exception cref="ArgumentException">The loss or one of its settings is not known.</exception>
    public static Loss Create(ConfigObject source) => LossCatalogue.Create(source);

    /// <summary>The losses of the samples, unweighted and not reduced.</summary>
    /// <param name="target">What should come out; channels last.</param>
    /// <param name="prediction">What came out; channels last.</param>
    public LossValues Values(torch.Tensor target, torch.Tensor prediction)
    {
        var wanted = wantsClasses || target.dtype == prediction.dtype ? target : target.to_type(prediction.dtype);
        (wanted, prediction) = Ranks.Match(wanted, prediction);
        return function(wanted, prediction);
    }

    /// <summary>The loss.</summary>
    /// <param name="target">What should come out; channels last.</param>
    /// <param name="prediction">What came out; channels last.</param>
    /// <param name="weights">Weight of each sample or each pixel, of the shape of <see cref="Values"/> or its first axes; null for 1.</param>
    /// <returns>A scalar, unless <see cref="Reduction"/> is none. A batch whose mask excludes everything has the loss 0.</returns>
    /// <exception cref="ArgumentException">The weights do not fit.</exception>
    public torch.Tensor Compute(torch.Tensor target, torch.Tensor prediction, torch.Tensor? weights = null)
    {
        var (values, mask) = Values(target, prediction);
        var factor = Factor(values, mask, weights);
        if (factor is null)
        {
            return Reduced(values, values.numel());
        }

        var weighted = values * factor;
        return Reduction == Reduction.WeightedMean ? SafeRatio(weighted.sum(), factor.expand_as(weighted).sum()) : Reduced(weighted, weighted.numel());
    }

    torch.Tensor? Factor(torch.Tensor values, torch.Tensor? mask, torch.Tensor? weights)
    {
        var given = weights is null ? null : Ranks.Weights(weights.to_type(values.dtype), values);
        if (mask is null)
        {
            return given;
        }

        var valid = mask.to_type(values.dtype);

        // A mean over the batch becomes one over what the mask leaves.
        var scaled = Reduction == Reduction.Mean ? valid * SafeRatio(torch.full_like(valid.sum(), valid.numel()), valid.sum()) : valid;
        return given is null ? scaled : scaled * given;
    }

    torch.Tensor Reduced(torch.Tensor values, long count) => Reduction switch
    {
        Reduction.None => values,
        _ when values.dim() == 0 => values,
        Reduction.Sum => values.sum(),
        _ => values.sum() / count,
    };

    static torch.Tensor SafeRatio(torch.Tensor numerator, torch.Tensor denominator) =>
        torch.where(denominator.eq(0), torch.zeros_like(numerator), numerator / denominator.where(denominator.ne(0), torch.ones_like(denominator)));
}
