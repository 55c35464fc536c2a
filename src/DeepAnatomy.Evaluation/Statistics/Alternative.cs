namespace DeepAnatomy.Evaluation.Statistics;

/// <summary>What a test looks for.</summary>
public enum Alternative
{
    /// <summary>A difference in either direction.</summary>
    TwoSided,

    /// <summary>Differences above zero.</summary>
    Greater,

    /// <summary>Differences below zero.</summary>
    Less,
}
