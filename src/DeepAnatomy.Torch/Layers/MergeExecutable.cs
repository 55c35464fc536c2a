using DeepAnatomy.Networks.Graph.Layers;
using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Several tensors made one, number by number; smaller ones are repeated as in NumPy, but missing axes are added behind the batch.</summary>
sealed class MergeExecutable : ActivatedExecutable
{
    readonly Merge layer;
    readonly Func<torch.Tensor, torch.Tensor, torch.Tensor> two;

    public MergeExecutable(Merge layer)
        : this(layer, ActivationFunction.Linear)
    {
    }

    MergeExecutable(Merge layer, ActivationFunction activation)
        : base(activation)
    {
        this.layer = layer;
        two = layer switch
        {
            Subtract => torch.sub,
            Multiply => torch.mul,
            Maximum => torch.maximum,
            Minimum => torch.minimum,
            _ => torch.add,
        };
    }

    public override torch.Tensor[] Run(torch.Tensor[] inputs, Pass pass, bool overwrite)
    {
        var rank = inputs.Max(input => input.dim());
        var result = Widened(inputs[0], rank);
        for (var index = 1; index < inputs.Length; index++)
        {
            var next = Widened(inputs[index], rank);
            result = (overwrite || index > 1) && layer is Add or Average && result.shape.AsSpan().SequenceEqual(next.shape) ? result.add_(next) : two(result, next);
        }

        return [Finish(layer is Average ? result / inputs.Length : result, y => y)];
    }

    protected override Executable With(ActivationFunction following) => new MergeExecutable(layer, following);

    static torch.Tensor Widened(torch.Tensor x, long rank)
    {
        while (x.dim() < rank)
        {
            x = x.unsqueeze(1);
        }

        return x;
    }
}
