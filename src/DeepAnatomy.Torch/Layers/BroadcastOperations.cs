using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Operations with several operands that broadcast.</summary>
static class BroadcastOperations
{
    /// <summary>The function, or null when the operation is none.</summary>
    public static Func<torch.Tensor[], torch.Tensor>? Find(string className) => className switch
    {
        "Add" => x => x[0] + x[1],
        "Subtract" => x => x[0] - x[1],
        "Multiply" => x => x[0] * x[1],
        "Divide" or "TrueDivide" => x => x[0] / x[1],
        "FloorDivide" => x => (x[0] / x[1]).floor(),
        "DivideNoNan" => x => torch.where(x[1].eq(0), torch.zeros_like(x[1]), x[0] / torch.where(x[1].eq(0), torch.ones_like(x[1]), x[1])),
        "Power" => x => x[0].pow(x[1]),
        "Mod" => x => torch.remainder(x[0], x[1]),
        "Maximum" => x => torch.maximum(x[0], x[1]),
        "Minimum" => x => torch.minimum(x[0], x[1]),
        "Arctan2" => x => torch.atan2(x[0], x[1]),
        "Where" => x => torch.where(Truth(x[0]), x[1], x[2]),
        _ => Comparison(className),
    };

    static Func<torch.Tensor[], torch.Tensor>? Comparison(string className) => className switch
    {
        "Greater" => x => x[0].gt(x[1]),
        "GreaterEqual" => x => x[0].ge(x[1]),
        "Less" => x => x[0].lt(x[1]),
        "LessEqual" => x => x[0].le(x[1]),
        "Equal" => x => x[0].eq(x[1]),
        "NotEqual" => x => x[0].ne(x[1]),
        "LogicalAnd" => x => Truth(x[0]).logical_and(Truth(x[1])),
        "LogicalOr" => x => Truth(x[0]).logical_or(Truth(x[1])),
        "LogicalXor" => x => Truth(x[0]).logical_xor(Truth(x[1])),
        _ => null,
    };

    static torch.Tensor Truth(torch.Tensor x) => x.to_type(torch.ScalarType.Bool);
}
