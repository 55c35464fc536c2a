using TorchSharp;

namespace DeepAnatomy.Torch.Losses;

/// <summary>Losses of regions. Without axes they look at the whole batch and all classes at once.</summary>
static class Overlaps
{
    const double Epsilon = Crossentropies.Epsilon;

    public static torch.Tensor Dice(torch.Tensor target, torch.Tensor prediction, long[]? axes)
    {
        var intersection = Sum(target * prediction, axes);
        return 1 - (intersection * 2 / (Sum(target, axes) + Sum(prediction, axes) + Epsilon));
    }

    /// <summary>Salehi et al. 2017. Keras up to 3.15 weights what the prediction misses with alpha and what it adds with beta; so does this.</summary>
    public static torch.Tensor Tversky(torch.Tensor target, torch.Tensor prediction, double alpha, double beta, long[]? axes)
    {
        var intersection = Sum(target * prediction, axes);
        var missed = Sum((1 - prediction) * target, axes);
        var added = Sum(prediction * (1 - target), axes);
        return 1 - (intersection / (intersection + (missed * alpha) + (added * beta) + Epsilon));
    }

    static torch.Tensor Sum(torch.Tensor values, long[]? axes) => axes is null ? values.sum() : values.sum(axes);
}
