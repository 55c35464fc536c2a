namespace DeepAnatomy.Imaging.Dicom;

/// <summary>How irregular slices are treated.</summary>
public sealed record DicomReadOptions
{
    /// <summary>Missing slices are refused, slices at changing distances are resampled where that is harmless.</summary>
    public static DicomReadOptions Default { get; } = new();

    /// <summary>Fill missing slices by linear interpolation (with a warning) instead of refusing the series. Default: false, because a measured slice could be an invented one.</summary>
    public bool FillGaps { get; init; }
}
