namespace DeepAnatomy.Training.Setup;

/// <summary>What the numbers are that a network gives.</summary>
public enum OutputForm
{
    /// <summary>Neither of the others.</summary>
    Unknown,

    /// <summary>Probabilities of classes that exclude each other.</summary>
    Probabilities,

    /// <summary>Bare values.</summary>
    Logits,
}
