using DeepAnatomy.Networks.Graph.Layers;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Group normalization; with −1 groups every channel alone (instance normalization).</summary>
sealed class GroupNormalizationExecutable : ActivatedExecutable
{
    readonly GroupNormalization layer;
    readonly torch.Tensor? gamma;
    readonly torch.Tensor? beta;

    public GroupNormalizationExecutable(GroupNormalization layer, LayerContext context)
        : this(layer, context.Tensor("gamma"), context.Tensor("beta"), ActivationFunction.Linear)
    {
    }

    GroupNormalizationExecutable(GroupNormalization layer, torch.Tensor? gamma, torch.Tensor? beta, ActivationFunction activation)
        : base(activation) => (this.layer, this.gamma, this.beta) = (layer, gamma, beta);

    public override torch.Tensor[] Run(torch.Tensor[] inputs, Pass pass, bool overwrite)
    {
        var shape = inputs[0].shape;
        var axis = layer.Axis < 0 ? layer.Axis + shape.Length : layer.Axis;
        var groups = layer.Groups == -1 ? shape[axis] : layer.Groups;
        if (pass.IsExact)
        {
            return [Exact(inputs[0], axis, groups)];
        }

        var x = ChannelViews.ToSecond(inputs[0], axis);
        var isInstance = groups == x.shape[1] && axis == shape.Length - 1 && x.shape[2] * x.shape[3] > 1;
        var result = isInstance && pass.Training && torch.is_grad_enabled() ? OneByOne(x) : functional.group_norm(x, groups, gamma, beta, layer.Epsilon);
        return [Finish(result, y => ChannelViews.FromSecond(y, axis, shape))];
    }

    // The same sum as instance normalization. libtorch's backward pass of group normalization goes number by number where channels lie last; that of batch normalization does not.
    torch.Tensor OneByOne(torch.Tensor x)
    {
        using var mean = torch.zeros(x.shape[1], x.dtype);
        using var variance = torch.ones(x.shape[1], x.dtype);
        torch.Tensor[] samples = [.. x.split(1).Select(sample => functional.batch_norm(sample, mean, variance, gamma, beta, training: true, momentum: 0, eps: layer.Epsilon))];
        return samples.Length == 1 ? samples[0] : torch.cat(samples);
    }

    // Keras's order of operations: the variance as the mean of the squares less the square of the mean, and one factor and one summand for each channel.
    torch.Tensor Exact(torch.Tensor x, int axis, long groups)
    {
        var last = x.movedim([axis], [-1]);
        var grouped = last.reshape([.. last.shape[..^1], groups, -1]);
        long[] reduced = [.. Enumerable.Range(1, grouped.shape.Length - 3).Select(place => (long)place), grouped.dim() - 1];
        var mean = grouped.mean(reduced, keepdim: true);
        var variance = grouped.square().mean(reduced, keepdim: true) - mean.square();
        var factor = 1 / (variance + layer.Epsilon).sqrt();
        factor = gamma is null ? factor : factor * gamma.reshape(groups, -1);
        var shift = -mean * factor;
        shift = beta is null ? shift : shift + beta.reshape(groups, -1);
        return ((grouped * factor) + shift).reshape(last.shape).movedim([-1], [axis]);
    }

    protected override Executable With(ActivationFunction following) => new GroupNormalizationExecutable(layer, gamma, beta, following);
}
