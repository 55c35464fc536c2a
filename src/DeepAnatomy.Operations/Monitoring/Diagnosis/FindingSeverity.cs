namespace DeepAnatomy.Operations.Monitoring.Diagnosis;

/// <summary>How bad a finding is.</summary>
public enum FindingSeverity
{
    /// <summary>Good to know.</summary>
    Info,

    /// <summary>Somebody should look.</summary>
    Warning,

    /// <summary>The training is of no use as it goes on.</summary>
    Critical,
}
