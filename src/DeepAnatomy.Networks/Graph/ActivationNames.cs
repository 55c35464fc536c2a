using System.Collections.Frozen;
using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Graph;

/// <summary>The activation functions that a layer can name.</summary>
public static class ActivationNames
{
    /// <summary>clip(0.2·x + 0.5, 0, 1), which Keras 2 calls <c>hard_sigmoid</c>. Not a name of Keras 3: its <c>hard_sigmoid</c> is relu6(x + 3) / 6.</summary>
    public const string LegacyHardSigmoid = "keras2_hard_sigmoid";

    /// <summary>All names of Keras 3, aliases included.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        "linear", "relu", "relu6", "leaky_relu", "elu", "selu", "celu", "gelu", "silu", "swish", "mish", "glu", "sigmoid", "hard_sigmoid", "log_sigmoid", "sparse_sigmoid",
        "tanh", "hard_tanh", "tanh_shrink", "hard_shrink", "soft_shrink", "hard_silu", "hard_swish", "softplus", "softsign", "squareplus", "sparse_plus",
        "softmax", "log_softmax", "sparsemax", "exponential",
    ];

    static readonly FrozenSet<string> Known = All.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a name is known.</summary>
    /// <param name="name">Name of a function, e.g. <c>relu</c>.</param>
    public static bool Contains(string name) => name == LegacyHardSigmoid || Known.Contains(name);
}
