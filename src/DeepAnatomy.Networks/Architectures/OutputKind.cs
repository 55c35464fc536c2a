namespace DeepAnatomy.Networks.Architectures;

/// <summary>Function of the output layer.</summary>
public enum OutputKind
{
    /// <summary>Probabilities of classes that exclude each other; background is class 0.</summary>
    Softmax,

    /// <summary>One probability each for structures that may overlap.</summary>
    Sigmoid,

    /// <summary>The bare values (logits, or targets of a regression).</summary>
    Linear,
}
