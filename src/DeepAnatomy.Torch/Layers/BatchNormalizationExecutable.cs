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
        if (pass.IsExact && !(pass.Training && trainable))
        {
            return [Exact(inputs[0], axis)];
        }

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

    // Keras's order of operations, bit by bit: libtorch's own rounds otherwise, and thirty layers later that shows.
    torch.Tensor Exact(torch.Tensor x, int axis)
    {
        var shape = Enumerable.Repeat(1L, (int)x.dim()).ToArray();
        shape[axis] = -1;
        var scale = InverseDeviation();
        scale = gamma is null ? scale : scale * gamma;
        var result = (x - movingMean.reshape(shape)) * scale.reshape(shape);
        return beta is null ? result : result + beta.reshape(shape);
    }

    // libtorch's square root is the mathematics library's, which is not always the nearest number.
    torch.Tensor InverseDeviation()
    {
        if (movingVariance.dtype != torch.ScalarType.Float32)
        {
            return (movingVariance + layer.Epsilon).rsqrt();
        }

        var values = movingVariance.data<float>().ToArray();
        return torch.tensor(Array.ConvertAll(values, value => 1 / MathF.Sqrt(value + (float)layer.Epsilon)));
    }

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
