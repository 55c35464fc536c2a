using DeepAnatomy.Networks.Graph.Layers;
using DeepAnatomy.Torch.Engine;
using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>In training brings the inner layer's kernel to a largest singular value of 1 before it is used, by power iterations; at inference only the layer.</summary>
sealed class SpectralNormalizationExecutable : Executable
{
    readonly int iterations;
    readonly Executable inner;
    readonly torch.Tensor direction;
    readonly TorchVariable kernel;
    readonly TorchVariable copy;

    public SpectralNormalizationExecutable(SpectralNormalization layer, LayerContext context)
    {
        iterations = layer.PowerIterations;
        inner = context.Child(layer.Children[0].Key, layer.Layer, context.Inputs);
        kernel = context.ChildWeight(layer.Children[0].Key, 0)!;
        direction = context.Tensor("vector_u")!;
        copy = context.Weight("kernel")!;
    }

    public override torch.Tensor[] Run(torch.Tensor[] inputs, Pass pass, bool overwrite)
    {
        if (pass.Training)
        {
            Normalize();
        }

        return inner.Run(inputs, pass, false);
    }

    void Normalize()
    {
        using var noGradient = torch.no_grad();
        var matrix = kernel.InKerasOrder().reshape(-1, kernel.Spec.Shape[^1]);
        if (matrix.count_nonzero().ToInt64() == 0)
        {
            return;
        }

        torch.Tensor u = direction, v = u;
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            v = Unit(u.matmul(matrix.t()));
            u = Unit(v.matmul(matrix));
        }

        kernel.Tensor.div_(v.matmul(matrix).matmul(u.t()).reshape([]));
        direction.copy_(u);
        copy.Tensor.copy_(kernel.InKerasOrder());
    }

    static torch.Tensor Unit(torch.Tensor x) => x * x.square().sum().clamp_min(1e-24).rsqrt();
}
