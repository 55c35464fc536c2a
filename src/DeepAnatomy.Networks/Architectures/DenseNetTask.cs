namespace DeepAnatomy.Networks.Architectures;

/// <summary>What a classifier or regressor gives.</summary>
public enum DenseNetTask
{
    /// <summary>Probabilities of classes that exclude each other.</summary>
    Classification,

    /// <summary>One probability each for findings that may occur together.</summary>
    MultiLabel,

    /// <summary>Numbers.</summary>
    Regression,
}
