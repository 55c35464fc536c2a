using System.Collections.Frozen;
using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Graph;

/// <summary>The operations (<c>keras.ops</c>) that may stand in a graph.</summary>
public static class OperationCatalog
{
    const string Numpy = "keras.src.ops.numpy", Nn = "keras.src.ops.nn", Maths = "keras.src.ops.math", Basic = "keras.src.ops.core", Image = "keras.src.ops.image";

    static readonly FrozenDictionary<string, OperationKind> Kinds = All().ToFrozenDictionary(kind => kind.ClassName, StringComparer.Ordinal);

    /// <summary>Class names of all operations.</summary>
    public static IEnumerable<string> ClassNames => Kinds.Keys;

    /// <summary>True for the module of an operation: tells <c>keras.src.ops.numpy.Add</c> from the layer <c>Add</c>.</summary>
    /// <param name="module">Module in the file, or null.</param>
    public static bool IsOperation(string? module) => module is not null && (module.StartsWith("keras.src.ops", StringComparison.Ordinal) || module.StartsWith("keras.ops", StringComparison.Ordinal));

    /// <summary>The operation with this class name, or null when it is not supported.</summary>
    /// <param name="className">Class name of Keras, e.g. <c>ExpandDims</c>.</param>
    public static OperationKind? Find(string className) => Kinds.GetValueOrDefault(className);

    /// <summary>The operation with this class name.</summary>
    /// <param name="className">Class name of Keras, e.g. <c>ExpandDims</c>.</param>
    /// <exception cref="ArgumentException">It is not supported.</exception>
    public static OperationKind Get(string className) => Find(className) ?? throw new ArgumentException($"The operation {className} is not supported.", nameof(className));

    static IEnumerable<OperationKind> All() =>
    [
        .. Many(Numpy, OperationFamily.Broadcast, ["x1", "x2"], "Add Subtract Multiply Divide TrueDivide FloorDivide DivideNoNan Power Mod Maximum Minimum Arctan2 Greater GreaterEqual Less LessEqual Equal NotEqual LogicalAnd LogicalOr LogicalXor"),
        .. Many(Numpy, OperationFamily.Unary, ["x"], "Absolute Abs Negative Reciprocal Exp Exp2 Expm1 Log Log1p Log2 Log10 Sqrt Square Sign Floor Ceil Trunc Sin Cos Tan Sinh Cosh Tanh Arcsin Arccos Arctan Isnan Isinf Isfinite LogicalNot"),
        .. Many(Maths, OperationFamily.Unary, ["x"], "Rsqrt Erf"),
        .. Many(Nn, OperationFamily.Unary, ["x"], "Relu Relu6 Sigmoid SparseSigmoid LogSigmoid Softplus Softsign SparsePlus Silu HardSigmoid HardSilu HardTanh TanhShrink Selu Mish"),
        .. Many(Numpy, OperationFamily.Reduction, ["x"], "Sum Mean Prod Var Std Amax Amin All Any", ("axis", "null"), ("keepdims", "false")),
        .. Many(Numpy, OperationFamily.Reduction, ["x"], "Max Min", ("axis", "null"), ("keepdims", "false"), ("initial", "null")),
        .. Many(Numpy, OperationFamily.Reduction, ["x"], "Argmax Argmin", ("axis", "null"), ("keepdims", "false")),
        One(Maths, "Logsumexp", OperationFamily.Reduction, ["x"], ("axis", "null"), ("keepdims", "false")),
        One(Numpy, "Round", OperationFamily.Unary, ["x"], ("decimals", "0")),
        One(Numpy, "Clip", OperationFamily.Unary, ["x"], ("x_min", ""), ("x_max", "")),
        One(Numpy, "ZerosLike", OperationFamily.Unary, ["x", "dtype"]),
        One(Numpy, "OnesLike", OperationFamily.Unary, ["x", "dtype"]),
        One(Basic, "Cast", OperationFamily.Unary, ["x"], ("dtype", "")),
        One(Basic, "StopGradient", OperationFamily.Unary, ["variable"]),
        One(Nn, "SoftShrink", OperationFamily.Unary, ["x"], ("threshold", "0.5")),
        One(Nn, "HardShrink", OperationFamily.Unary, ["x"], ("threshold", "0.5")),
        One(Nn, "Threshold", OperationFamily.Unary, ["x"], ("threshold", ""), ("value", "")),
        One(Nn, "Squareplus", OperationFamily.Unary, ["x"], ("b", "4")),
        One(Nn, "LeakyRelu", OperationFamily.Unary, ["x"], ("negative_slope", "0.2")),
        One(Nn, "Elu", OperationFamily.Unary, ["x"], ("alpha", "1.0")),
        One(Nn, "Celu", OperationFamily.Unary, ["x"], ("alpha", "1.0")),
        One(Nn, "Gelu", OperationFamily.Unary, ["x"], ("approximate", "true")),
        One(Nn, "Softmax", OperationFamily.Unary, ["x"], ("axis", "-1")),
        One(Nn, "LogSoftmax", OperationFamily.Unary, ["x"], ("axis", "-1")),
        One(Nn, "Sparsemax", OperationFamily.Unary, ["x"], ("axis", "-1")),
        One(Nn, "Normalize", OperationFamily.Unary, ["x"], ("axis", "-1"), ("order", "2"), ("epsilon", "null")),
        One(Numpy, "Flip", OperationFamily.Unary, ["x"], ("axis", "null")),
        One(Numpy, "Roll", OperationFamily.Unary, ["x"], ("shift", ""), ("axis", "null")),
        One(Numpy, "Cumsum", OperationFamily.Special, ["x"], ("axis", "null"), ("dtype", "null")),
        One(Numpy, "Where", OperationFamily.Broadcast, ["condition", "x1", "x2"]),
        One(Nn, "Glu", OperationFamily.Special, ["x"], ("axis", "-1")),
        One(Numpy, "Concatenate", OperationFamily.Special, ["xs"], ("axis", "0")),
        One(Numpy, "Stack", OperationFamily.Special, ["x"], ("axis", "0")),
        One(Numpy, "Split", OperationFamily.Special, ["x"], ("indices_or_sections", ""), ("axis", "0")),
        One(Numpy, "Reshape", OperationFamily.Special, ["x"], ("newshape", "")),
        One(Numpy, "Ravel", OperationFamily.Special, ["x"]),
        One(Numpy, "Transpose", OperationFamily.Special, ["x"], ("axes", "null")),
        One(Numpy, "Swapaxes", OperationFamily.Special, ["x"], ("axis1", ""), ("axis2", "")),
        One(Numpy, "Moveaxis", OperationFamily.Special, ["x"], ("source", ""), ("destination", "")),
        One(Numpy, "ExpandDims", OperationFamily.Special, ["x"], ("axis", "")),
        One(Numpy, "Squeeze", OperationFamily.Special, ["x"], ("axis", "null")),
        One(Numpy, "GetItem", OperationFamily.Special, ["x", "key"]),
        One(Numpy, "Pad", OperationFamily.Special, ["x", "constant_values"], ("pad_width", ""), ("mode", "\"constant\"")),
        One(Numpy, "Repeat", OperationFamily.Special, ["x"], ("repeats", ""), ("axis", "null")),
        One(Numpy, "Tile", OperationFamily.Special, ["x"], ("repeats", "")),
        One(Numpy, "BroadcastTo", OperationFamily.Special, ["x"], ("shape", "")),
        One(Numpy, "Matmul", OperationFamily.Special, ["x1", "x2"]),
        One(Nn, "OneHot", OperationFamily.Special, ["x"], ("num_classes", ""), ("axis", "-1"), ("dtype", "null"), ("sparse", "false")),
        One(Nn, "MaxPool", OperationFamily.Special, ["inputs"], ("pool_size", ""), ("strides", "null"), ("padding", "\"valid\""), ("data_format", "null")),
        One(Nn, "AveragePool", OperationFamily.Special, ["inputs"], ("pool_size", ""), ("strides", "null"), ("padding", "\"valid\""), ("data_format", "null")),
        One(Image, "Resize", OperationFamily.Special, ["images"], ("size", ""), ("interpolation", "\"bilinear\""), ("antialias", "false"), ("crop_to_aspect_ratio", "false"), ("pad_to_aspect_ratio", "false"), ("fill_mode", "\"constant\""), ("fill_value", "0.0"), ("data_format", "null")),
    ];

    static IEnumerable<OperationKind> Many(string module, OperationFamily family, ImmutableArray<string> operands, string names, params ReadOnlySpan<(string Key, string Default)> settings)
    {
        List<OperationKind> kinds = [];
        foreach (var name in names.Split(' '))
        {
            kinds.Add(One(module, name, family, operands, settings));
        }

        return kinds;
    }

    static OperationKind One(string module, string name, OperationFamily family, ImmutableArray<string> operands, params ReadOnlySpan<(string Key, string Default)> settings)
    {
        var defaults = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>(settings.Length);
        foreach (var (key, value) in settings)
        {
            defaults.Add(KeyValuePair.Create(key, value));
        }

        return new(name, module, family, operands, defaults.MoveToImmutable());
    }
}
