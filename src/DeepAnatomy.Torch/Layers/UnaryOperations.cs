using DeepAnatomy.Networks.Graph;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Operations with one operand that keep its shape.</summary>
static class UnaryOperations
{
    /// <summary>The function, or null when the operation is none.</summary>
    public static Func<torch.Tensor, torch.Tensor>? Find(Operation operation) => operation.ClassName switch
    {
        "Absolute" or "Abs" => x => x.abs(),
        "Negative" => x => -x,
        "Reciprocal" => x => x.reciprocal(),
        "Exp2" => x => x.exp2(),
        "Expm1" => x => x.expm1(),
        "Log" => x => x.log(),
        "Log1p" => x => x.log1p(),
        "Log2" => x => x.log2(),
        "Log10" => x => x.log10(),
        "Sqrt" => x => x.sqrt(),
        "Rsqrt" => x => x.rsqrt(),
        "Square" => x => x.square(),
        "Sign" => x => x.sign(),
        "Floor" => x => x.floor(),
        "Ceil" => x => x.ceil(),
        "Trunc" => x => x.trunc(),
        "Round" => Round(operation.Integer("decimals") ?? 0),
        "Erf" => x => x.erf(),
        "Isnan" => x => x.isnan(),
        "Isinf" => x => x.isinf(),
        "Isfinite" => x => x.isfinite(),
        "LogicalNot" => x => x.to_type(torch.ScalarType.Bool).logical_not(),
        "Clip" => Clip(operation),
        "ZerosLike" => x => torch.zeros_like(x),
        "OnesLike" => x => torch.ones_like(x),
        "StopGradient" => x => x.detach(),
        "Cast" => Cast(operation.Text("dtype")),
        "Normalize" => Normalize(operation),
        "Flip" => Flip(operation),
        "Roll" => Roll(operation),
        _ => Circular(operation.ClassName),
    };

    static Func<torch.Tensor, torch.Tensor>? Circular(string className) => className switch
    {
        "Sin" => x => x.sin(),
        "Cos" => x => x.cos(),
        "Tan" => x => x.tan(),
        "Sinh" => x => x.sinh(),
        "Cosh" => x => x.cosh(),
        "Arcsin" => x => x.asin(),
        "Arccos" => x => x.acos(),
        "Arctan" => x => x.atan(),
        _ => null,
    };

    static Func<torch.Tensor, torch.Tensor> Round(int decimals)
    {
        var factor = Math.Pow(10, decimals);
        return decimals == 0 ? x => x.round() : x => (x * factor).round() / factor;
    }

    static Func<torch.Tensor, torch.Tensor> Clip(Operation operation)
    {
        double least = operation.Number("x_min") ?? double.NegativeInfinity, most = operation.Number("x_max") ?? double.PositiveInfinity;
        return x => x.clamp(least, most);
    }

    // Numbers stay in the precision of the engine; whole ones lose their fraction.
    static Func<torch.Tensor, torch.Tensor> Cast(string? type) => type switch
    {
        "bool" => x => x.to_type(torch.ScalarType.Bool),
        { } name when name.Contains("int", StringComparison.Ordinal) => x => x.to_type(torch.ScalarType.Int64),
        _ => x => x.is_floating_point() ? x : x.to_type(torch.ScalarType.Float32),
    };

    static Func<torch.Tensor, torch.Tensor> Normalize(Operation operation)
    {
        long[] axes = [.. (operation.Integers("axis") ?? [-1]).Select(axis => (long)axis)];
        var order = operation.Number("order") ?? 2;
        var least = operation.Number("epsilon") ?? 1e-7;
        return order == 2
            ? x => x * x.square().sum(axes, keepdim: true).clamp_min(least * least).rsqrt()
            : x => x / x.abs().pow(order).sum(axes, keepdim: true).pow(1 / order).clamp_min(least);
    }

    static Func<torch.Tensor, torch.Tensor> Flip(Operation operation)
    {
        var axes = operation.Integers("axis");
        return x => x.flip(axes is { } given ? [.. given.Select(axis => (long)axis)] : [.. Enumerable.Range(0, (int)x.dim()).Select(axis => (long)axis)]);
    }

    static Func<torch.Tensor, torch.Tensor> Roll(Operation operation)
    {
        long[] shifts = [.. operation.Integers("shift")!.Value.Select(shift => (long)shift)];
        if (operation.Integers("axis") is not { } axes)
        {
            return x => x.reshape(-1).roll(shifts, new long[1]).reshape(x.shape);
        }

        return x => x.roll(shifts.Length == axes.Length ? shifts : axes.Select(_ => shifts[0]).ToArray(), axes.Select(axis => (long)axis).ToArray());
    }
}
