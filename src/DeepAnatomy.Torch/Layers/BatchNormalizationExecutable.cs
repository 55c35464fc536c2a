using DeepAnatomy.Networks.Graph.Layers;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Batch normalization: with the batch's statistics in training, with the moving ones else, and always when frozen.</summary>
sealed class BatchNormalizationExecutable : ActivatedExecutable
{
    readonly BatchNormalization layer;
    readonly bool trainable;
    readonly torch.Tensor? gamma;
    readonly torch.Tensor? beta;
    readonly torch.Tensor movingMean;
    readonly torch.Tensor movingVariance;

    public BatchNormalizationExecutable(BatchNormalization layer, LayerContext context)
        : base(ActivationFunction.Linear)
    {
        (this.layer, trainable) = (layer, context.Trainable);
        (gamma, beta) = (context.Tensor("gamma"), context.Tensor("beta"));
        (movingMean, movingVariance) = (context.Tensor("moving_mean")!, context.Tensor("moving_variance")!);
    }

    BatchNormalizationExecutable(BatchNormalizationExecutable other, ActivationFunction activation)
        : base(activation) =>
        (layer, trainable, gamma, beta, movingMean, movingVariance) = (other.layer, other.trainable, other.gamma, other.beta, other.movingMean, other.movingVariance);

    /// <summary>The activation behind it.</summary>
    public ActivationFunction Following => Activation;

    /// <summary>The normalized axis, not negative.</summary>
    public int Axis(int rank) => layer.Axis < 0 ? layer.Axis + rank : layer.Axis;

    public override torch.Tensor[] Run(torch.Tensor[] inputs, Pass pass, bool overwrite)
    {
        var shape = inputs[0].shape;
        var axis = Axis(shape.Length);
        var moved = ChannelViews.ToSecond(inputs[0], axis);
        return [Finish(pass.Training && trainable ? Train(moved) : Normalize(moved, movingMean, movingVariance, false, 0), y => ChannelViews.FromSecond(y, axis, shape))];
    }

    /// <summary>What it does to a channel at inference: × scale + shift, in double precision.</summary>
    public (torch.Tensor Scale, torch.Tensor Shift) Affine()
    {
        var scale = (movingVariance.to_type(torch.ScalarType.Float64) + layer.Epsilon).rsqrt();
        scale = gamma is null ? scale : scale * gamma.to_type(torch.ScalarType.Float64);
        var shift = -movingMean.to_type(torch.ScalarType.Float64) * scale;
        return (scale, beta is null ? shift : shift + beta.to_type(torch.ScalarType.Float64));
    }

    protected override Executable With(ActivationFunction following) => new BatchNormalizationExecutable(this, following);

    torch.Tensor Train(torch.Tensor x)
    {
        // With a momentum of 1 libtorch writes the batch's own statistics into these, the variance divided by n − 1.
        torch.Tensor mean = torch.zeros_like(movingMean), variance = torch.zeros_like(movingVariance);
        var result = Normalize(x, mean, variance, true, 1);
        using var noGradient = torch.no_grad();
        double count = x.numel() / movingMean.numel(), rest = 1 - layer.Momentum;
        movingMean.mul_(layer.Momentum).add_(mean, rest);
        if (count > 1)
        {
            movingVariance.mul_(layer.Momentum).add_(variance, rest * (count - 1) / count);
        }
        else
        {
            movingVariance.mul_(layer.Momentum);
        }

        return result;
    }

    torch.Tensor Normalize(torch.Tensor x, torch.Tensor mean, torch.Tensor variance, bool training, double momentum) =>
        functional.batch_norm(x, mean, variance, gamma, beta, training, momentum, layer.Epsilon);
}
