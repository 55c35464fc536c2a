namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>What runs along the horizontal axis.</summary>
public enum ChartAxis
{
    /// <summary>Iterations that are over.</summary>
    Step,

    /// <summary>Epochs that are over; between two of them in proportion to the steps.</summary>
    Epoch,

    /// <summary>Training samples seen: steps times batch size.</summary>
    Samples,

    /// <summary>Seconds of training over all sessions, without the time between them.</summary>
    Active,

    /// <summary>Seconds since 1970-01-01 UTC.</summary>
    Wall,
}
