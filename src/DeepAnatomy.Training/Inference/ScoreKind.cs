namespace DeepAnatomy.Training.Inference;

/// <summary>What the numbers are that a network gives.</summary>
public enum ScoreKind
{
    /// <summary>Probabilities, 0 … 1.</summary>
    Probabilities,

    /// <summary>Any numbers; a softmax or, for regions, a sigmoid makes probabilities of them.</summary>
    Logits,
}
