namespace DeepAnatomy.Evaluation.Cases;

/// <summary>What can be said of a structure in one case; nothing silently drops out of a mean.</summary>
public enum LabelState
{
    /// <summary>In the prediction and in the reference: measured.</summary>
    Ok,

    /// <summary>In the reference only.</summary>
    Missed,

    /// <summary>In the prediction only.</summary>
    Spurious,

    /// <summary>In neither.</summary>
    AbsentInBoth,

    /// <summary>The pair cannot be compared; the case says why.</summary>
    NotMeasurable,
}
