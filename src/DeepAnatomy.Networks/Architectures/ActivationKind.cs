namespace DeepAnatomy.Networks.Architectures;

/// <summary>Function after a normalisation.</summary>
public enum ActivationKind
{
    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>x, or 0.01·x below zero.</summary>
    LeakyRelu,

    /// <summary>x, or eˣ − 1 below zero.</summary>
    Elu,

    /// <summary>x, or a·x below zero with an a learned for each channel.</summary>
    Prelu,

    /// <summary>x·Φ(x), exact.</summary>
    Gelu,

    /// <summary>x·sigmoid(x).</summary>
    Silu,

    /// <summary>x·tanh(softplus(x)).</summary>
    Mish,
}
