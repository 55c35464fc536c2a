using DeepAnatomy.Networks.Graph;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Operations of <c>keras.ops.nn</c> that are activations.</summary>
static class OperationActivations
{
    /// <summary>The function, or null when the operation is none.</summary>
    public static ActivationFunction? Find(Operation operation) => operation.ClassName switch
    {
        "Softmax" => ActivationFunction.Softmax(operation.Integer("axis") ?? -1),
        "LogSoftmax" => Along((x, axis) => x.log_softmax(axis), operation),
        "Sparsemax" => Along(ActivationFormulas.Sparsemax, operation),
        "LeakyRelu" => ActivationFunction.Leaky(operation.Number("negative_slope")!.Value),
        _ when Named(operation.ClassName) is { } name => new(ActivationFormulas.Find(name)!),
        _ => Elementwise(operation) is { } function ? new((x, _) => function(x)) : null,
    };

    static ActivationFunction Along(Func<torch.Tensor, long, torch.Tensor> function, Operation operation)
    {
        long axis = operation.Integer("axis") ?? -1;
        return new((x, _) => function(x, axis), IsElementwise: false);
    }

    static string? Named(string className) => className switch
    {
        "Relu" => "relu",
        "Relu6" => "relu6",
        "Sigmoid" => "sigmoid",
        "SparseSigmoid" => "sparse_sigmoid",
        "LogSigmoid" => "log_sigmoid",
        "Softplus" => "softplus",
        "Softsign" => "softsign",
        "SparsePlus" => "sparse_plus",
        "Silu" => "silu",
        "HardSigmoid" => "hard_sigmoid",
        "HardSilu" => "hard_silu",
        "HardTanh" => "hard_tanh",
        "TanhShrink" => "tanh_shrink",
        "Tanh" => "tanh",
        "Selu" => "selu",
        "Mish" => "mish",
        "Exp" => "exponential",
        _ => null,
    };

    static Func<torch.Tensor, torch.Tensor>? Elementwise(Operation operation)
    {
        double Setting(string key) => operation.Number(key)!.Value;
        switch (operation.ClassName)
        {
            case "SoftShrink":
                return x => functional.softshrink(x, Setting("threshold"));
            case "HardShrink":
                return x => functional.hardshrink(x, Setting("threshold"));
            case "Threshold":
                return x => functional.threshold(x, Setting("threshold"), Setting("value"));
            case "Squareplus":
                return x => ActivationFormulas.Squareplus(x, Setting("b"));
            case "Elu":
                return x => functional.elu(x, Setting("alpha"));
            case "Celu":
                return x => functional.celu(x, Setting("alpha"));
            case "Gelu":
                return operation.Flag("approximate") ? x => functional.gelu(x, TorchSharp.Modules.GELU.Approximate.tanh) : x => functional.gelu(x);
            default:
                return null;
        }
    }
}
