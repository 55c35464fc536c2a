using TorchSharp;

namespace DeepAnatomy.Torch.Losses;

/// <summary>Losses of the largest margin.</summary>
static class Hinges
{
    public static LossValues Hinge(torch.Tensor target, torch.Tensor prediction) => (1 - (Signed(target) * prediction)).clamp_min(0).mean([-1]);

    public static LossValues SquaredHinge(torch.Tensor target, torch.Tensor prediction) => (1 - (Signed(target) * prediction)).clamp_min(0).square().mean([-1]);

    public static LossValues Categorical(torch.Tensor target, torch.Tensor prediction)
    {
        var positive = (target * prediction).sum(-1);
        var negative = ((1 - target) * prediction).amax([-1]);
        return (negative - positive + 1).clamp_min(0);
    }

    // Labels 0 and 1 mean −1 and 1 when there are no others in the batch.
    static torch.Tensor Signed(torch.Tensor target) => target.eq(0).logical_or(target.eq(1)).all().ToBoolean() ? (target * 2) - 1 : target;
}
