using DeepAnatomy.Networks.Graph;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace DeepAnatomy.Torch.Layers;

/// <summary>The named elementwise activations of Keras 3.</summary>
static class ActivationFormulas
{
    /// <summary>The function, or null; its second argument says whether the input may be written over.</summary>
    /// <param name="name">Name in Keras.</param>
    public static Func<torch.Tensor, bool, torch.Tensor>? Find(string name) => name switch
    {
        // In place only where the gradient is taken from the result.
        "relu" => (x, inPlace) => inPlace ? x.relu_() : x.relu(),
        "leaky_relu" => (x, inPlace) => inPlace ? x.leaky_relu_(0.2) : x.leaky_relu(0.2),
        "sigmoid" => (x, inPlace) => inPlace ? x.sigmoid_() : x.sigmoid(),
        "tanh" => (x, inPlace) => inPlace ? x.tanh_() : x.tanh(),
        _ => Plain(name) is { } function ? (x, _) => function(x) : null,
    };

    /// <summary>Keras's sparsemax. Its threshold adds up the cumulative sums, not the numbers, so that it is no projection onto the simplex where more than one number is left.</summary>
    public static torch.Tensor Sparsemax(torch.Tensor x, long axis)
    {
        var (sorted, _) = torch.sort(x, axis, descending: true);
        var sums = sorted.cumsum(axis);
        var shape = Enumerable.Repeat(1L, (int)x.dim()).ToArray();
        shape[axis < 0 ? axis + x.dim() : axis] = x.shape[axis < 0 ? axis + x.dim() : axis];
        var ranks = torch.arange(1, shape.Max() + 1, dtype: x.dtype).reshape(shape);
        var support = (sorted * ranks).gt(sums - 1).to_type(x.dtype);
        var threshold = ((sums * support).sum(axis, keepdim: true) - 1) / support.sum(axis, keepdim: true);
        return (x - threshold).relu();
    }

    /// <summary>0 below −1, x above 1, a parabola between.</summary>
    public static torch.Tensor SparsePlus(torch.Tensor x) => torch.where(x.ge(1), x, (x + 1).relu().square() * 0.25);

    /// <summary>(x + √(x² + b)) / 2.</summary>
    public static torch.Tensor Squareplus(torch.Tensor x, double b) => (x + (x.square() + b).sqrt()) / 2;

    static Func<torch.Tensor, torch.Tensor>? Plain(string name) => name switch
    {
        "relu6" => x => x.relu6(),
        "elu" => x => functional.elu(x, 1.0),
        "selu" => x => functional.selu(x),
        "celu" => x => functional.celu(x, 1.0),
        "gelu" => x => functional.gelu(x),
        "silu" or "swish" => x => functional.silu(x),
        "mish" => x => x * functional.softplus(x).tanh(),
        "hard_sigmoid" => HardSigmoid,
        ActivationNames.LegacyHardSigmoid => x => ((0.2 * x) + 0.5).clamp(0, 1),
        "log_sigmoid" => x => functional.logsigmoid(x),
        "sparse_sigmoid" => x => ((x + 1) * 0.5).clamp(0, 1),
        "hard_tanh" => x => x.clamp(-1, 1),
        "tanh_shrink" => x => x - x.tanh(),
        "hard_shrink" => x => functional.hardshrink(x, 0.5),
        "soft_shrink" => x => functional.softshrink(x, 0.5),
        "hard_silu" or "hard_swish" => x => x * HardSigmoid(x),
        "softplus" => x => functional.softplus(x),
        "softsign" => x => x / (x.abs() + 1),
        "squareplus" => x => Squareplus(x, 4),
        "sparse_plus" => SparsePlus,
        "exponential" => x => x.exp(),
        _ => null,
    };

    static torch.Tensor HardSigmoid(torch.Tensor x) => (x + 3).relu6() / 6;
}
