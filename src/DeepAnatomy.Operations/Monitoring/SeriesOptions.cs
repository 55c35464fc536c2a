using DeepAnatomy.Operations.Monitoring.Charts;

namespace DeepAnatomy.Operations.Monitoring;

/// <summary>How a store of series works.</summary>
public sealed record SeriesOptions
{
    /// <summary>Points that are kept in memory before they go into a segment file; 24 bytes each.</summary>
    public int LivePoints { get; init; } = 1 << 20;

    /// <summary>Segment files that are kept before they are merged into one.</summary>
    public int Segments { get; init; } = 8;

    /// <summary>Smoothed curves that are kept for the next query; may be shared by stores.</summary>
    public SmoothingCache Smoothed { get; init; } = new(32 << 20);

    /// <summary>Opens for reading only; nothing in the folder is changed.</summary>
    public bool IsReadOnly { get; init; }
}
