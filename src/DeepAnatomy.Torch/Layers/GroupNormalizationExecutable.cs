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
        var result = functional.group_norm(ChannelViews.ToSecond(inputs[0], axis), groups, gamma, beta, layer.Epsilon);
        return [Finish(result, y => ChannelViews.FromSecond(y, axis, shape))];
    }

    protected override Executable With(ActivationFunction following) => new GroupNormalizationExecutable(layer, gamma, beta, following);
}
