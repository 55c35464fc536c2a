using TorchSharp;
using static TorchSharp.torch.nn;

namespace DeepAnatomy.Torch.Losses;

/// <summary>Losses between numbers; each is a mean over the last axis.</summary>
static class Regressions
{
    const double Epsilon = Crossentropies.Epsilon;

    public static LossValues Squared(torch.Tensor target, torch.Tensor prediction) => (target - prediction).square().mean([-1]);

    public static LossValues Absolute(torch.Tensor target, torch.Tensor prediction) => (target - prediction).abs().mean([-1]);

    public static LossValues AbsolutePercentage(torch.Tensor target, torch.Tensor prediction) =>
        ((target - prediction) / target.abs().clamp_min(Epsilon)).abs().mean([-1]) * 100;

    public static LossValues SquaredLogarithmic(torch.Tensor target, torch.Tensor prediction) =>
        ((prediction.clamp_min(Epsilon) + 1).log() - (target.clamp_min(Epsilon) + 1).log()).square().mean([-1]);

    public static torch.Tensor Huber(torch.Tensor target, torch.Tensor prediction, double delta)
    {
        var error = prediction - target;
        var size = error.abs();
        return torch.where(size.le(delta), error.square() * 0.5, (size * delta) - (0.5 * delta * delta)).mean([-1]);
    }

    public static LossValues LogCosh(torch.Tensor target, torch.Tensor prediction)
    {
        var error = prediction - target;
        return (error + functional.softplus(error * -2) - Math.Log(2)).mean([-1]);
    }

    public static LossValues KullbackLeibler(torch.Tensor target, torch.Tensor prediction)
    {
        var (wanted, made) = (target.clamp(Epsilon, 1), prediction.clamp(Epsilon, 1));
        return (wanted * (wanted / made).log()).sum(-1);
    }

    public static LossValues Poisson(torch.Tensor target, torch.Tensor prediction) => (prediction - (target * (prediction + Epsilon).log())).mean([-1]);

    /// <summary>The negative of the cosine.</summary>
    public static torch.Tensor Cosine(torch.Tensor target, torch.Tensor prediction, int axis) => (Unit(target, axis) * Unit(prediction, axis)).sum(axis).neg();

    /// <summary>Vectors of length 1; the limit stands under the root so that a zero vector has a zero gradient instead of NaN, with Keras's values.</summary>
    public static torch.Tensor Unit(torch.Tensor vectors, int axis) => vectors * vectors.square().sum(axis, keepdim: true).clamp_min(Epsilon * Epsilon).rsqrt();
}
