using System.Collections.Immutable;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace DeepAnatomy.Torch.Losses;

/// <summary>Losses between probabilities, with Keras's clipping.</summary>
static class Crossentropies
{
    /// <summary>Keras's <c>epsilon</c>: probabilities stay this far from 0 and 1.</summary>
    public const double Epsilon = 1e-7;

    public static torch.Tensor Categorical(torch.Tensor target, torch.Tensor prediction, bool fromLogits, double smoothing, int axis) =>
        (Smoothed(target, smoothing) * LogProbabilities(prediction, fromLogits, axis)).sum(axis).neg_();

    /// <summary>Against class numbers. Samples of the ignored class have no loss and are masked.</summary>
    public static LossValues Sparse(torch.Tensor target, torch.Tensor prediction, bool fromLogits, int? ignored)
    {
        if (target.dim() == prediction.dim() && target.shape[^1] == 1)
        {
            target = target.squeeze(-1);
        }

        var classes = target.to_type(torch.ScalarType.Int64);
        if (ignored is not { } omitted)
        {
            return Picked(classes, LogProbabilities(prediction, fromLogits, -1));
        }

        // Ones instead of the predictions that do not count: their gradient is exactly zero, where zeros (as in Keras) make NaN.
        var mask = classes.ne(omitted);
        var counted = torch.where(mask.unsqueeze(-1), prediction, torch.ones_like(prediction));
        var values = Picked(classes.where(mask, torch.zeros_like(classes)), LogProbabilities(counted, fromLogits, -1));
        return new(values.where(mask, torch.zeros_like(values)), mask);
    }

    public static torch.Tensor Binary(torch.Tensor target, torch.Tensor prediction, bool fromLogits, double smoothing, int axis) =>
        BinaryElements(SmoothedBinary(target, smoothing), prediction, fromLogits).mean([axis]);

    public static torch.Tensor CategoricalFocal(torch.Tensor target, torch.Tensor prediction, FocalSettings focal)
    {
        var probabilities = focal.FromLogits ? functional.softmax(prediction, focal.Axis) : prediction;
        probabilities = (probabilities / probabilities.sum(focal.Axis, keepdim: true)).clamp(Epsilon, 1 - Epsilon);
        var entropy = Smoothed(target, focal.Smoothing).neg() * probabilities.log();
        var factor = (1 - probabilities).pow(focal.Gamma);
        factor = focal.Alpha.Length == 1 ? factor * focal.Alpha[0] : factor * torch.tensor(focal.Alpha.ToArray(), prediction.dtype, prediction.device);
        return (factor * entropy).sum(focal.Axis);
    }

    public static torch.Tensor BinaryFocal(torch.Tensor target, torch.Tensor prediction, FocalSettings focal, bool balanced)
    {
        var wanted = SmoothedBinary(target, focal.Smoothing);
        var probabilities = focal.FromLogits ? prediction.sigmoid() : prediction;
        var entropy = BinaryElements(wanted, probabilities, false);
        var correct = (wanted * probabilities) + ((1 - wanted) * (1 - probabilities));
        var loss = (1 - correct).pow(focal.Gamma) * entropy;
        if (balanced)
        {
            var alpha = focal.Alpha[0];
            loss = ((wanted * alpha) + ((1 - wanted) * (1 - alpha))) * loss;
        }

        return loss.mean([focal.Axis]);
    }

    /// <summary>Generalized cross entropy (Zhang and Sabuncu 2018) against class numbers.</summary>
    public static torch.Tensor Generalized(torch.Tensor target, torch.Tensor prediction, double q)
    {
        var classes = (target.dim() == prediction.dim() && target.shape[^1] == 1 ? target.squeeze(-1) : target).to_type(torch.ScalarType.Int64);
        return (1 - prediction.gather(-1, classes.unsqueeze(-1)).squeeze(-1).pow(q)) / q;
    }

    static torch.Tensor LogProbabilities(torch.Tensor prediction, bool fromLogits, int axis) =>
        fromLogits ? functional.log_softmax(prediction, axis) : (prediction / prediction.sum(axis, keepdim: true)).clamp(Epsilon, 1 - Epsilon).log();

    static torch.Tensor Picked(torch.Tensor classes, torch.Tensor logProbabilities) => logProbabilities.gather(-1, classes.unsqueeze(-1)).squeeze(-1).neg();

    static torch.Tensor BinaryElements(torch.Tensor target, torch.Tensor prediction, bool fromLogits) => fromLogits
        ? functional.binary_cross_entropy_with_logits(prediction, target, reduction: torch.nn.Reduction.None)
        : functional.binary_cross_entropy(prediction.clamp(Epsilon, 1 - Epsilon), target, reduction: torch.nn.Reduction.None);

    // The number of classes is the last axis whatever the axis of the loss is, as in Keras.
    static torch.Tensor Smoothed(torch.Tensor target, double smoothing) => smoothing == 0 ? target : (target * (1 - smoothing)) + (smoothing / target.shape[^1]);

    static torch.Tensor SmoothedBinary(torch.Tensor target, double smoothing) => smoothing == 0 ? target : (target * (1 - smoothing)) + (0.5 * smoothing);
}

/// <summary>Settings of the focal losses (Lin et al. 2018).</summary>
readonly record struct FocalSettings(ImmutableArray<double> Alpha, double Gamma, bool FromLogits, double Smoothing, int Axis);
