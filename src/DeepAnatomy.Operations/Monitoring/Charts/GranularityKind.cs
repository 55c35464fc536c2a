namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>What one point of a curve stands for.</summary>
public enum GranularityKind
{
    /// <summary>Every value as it was reported.</summary>
    Raw,

    /// <summary>Mean of the values of one step.</summary>
    Iteration,

    /// <summary>Mean of the values of one epoch.</summary>
    Epoch,

    /// <summary>Mean of the values of so many steps.</summary>
    Steps,
}
