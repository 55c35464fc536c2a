using DeepAnatomy.Imaging.Geometry;

namespace DeepAnatomy.Imaging.Dicom;

/// <summary>One image plane: pixels, place in the patient, and the rescale to Hounsfield units.</summary>
sealed record SliceFrame
{
    public required PixelSource Pixels { get; init; }

    /// <summary>Index of the frame in its file, from 0.</summary>
    public int FrameIndex { get; init; }

    /// <summary>Centre of the first pixel, LPS mm; null when the file does not say.</summary>
    public PatientPoint? Position { get; init; }

    /// <summary>Direction of growing column index (along a row), unit vector; null when the file does not say.</summary>
    public PatientPoint? RowDirection { get; init; }

    /// <summary>Direction of growing row index (down a column), unit vector.</summary>
    public PatientPoint? ColumnDirection { get; init; }

    /// <summary>Distance of neighbouring columns, along i, mm: the second value of Pixel Spacing.</summary>
    public double? ColumnSpacingMm { get; init; }

    /// <summary>Distance of neighbouring rows, along j, mm: the first value of Pixel Spacing.</summary>
    public double? RowSpacingMm { get; init; }

    public double Slope { get; init; } = 1;

    public double Intercept { get; init; }

    public bool HasRescale { get; init; }

    /// <summary>Stored value of pixels outside the reconstruction, as raw bits; null when not declared.</summary>
    public int? PaddingLow { get; init; }

    /// <summary>Other end of the padding range.</summary>
    public int? PaddingHigh { get; init; }

    public string[] ImageType { get; init; } = [];

    public string? RescaleType { get; init; }

    /// <summary>Compressed with loss at some time in its life.</summary>
    public bool IsLossy { get; init; }

    /// <summary>Rescaled by a table instead of a line.</summary>
    public bool HasModalityTable { get; init; }

    public string? Kernel { get; init; }

    public double? SliceThicknessMm { get; init; }

    /// <summary>SOP instance, made unique by the frame; null when anonymised away.</summary>
    public string? InstanceUid { get; init; }

    public int InstanceNumber { get; init; }

    /// <summary>What tells frames at the same place apart, in the order it is tried; see <see cref="SeriesGrouping"/>.</summary>
    public required FrameMoments Moments { get; init; }

    public PatientPoint? Normal => RowDirection is { } r && ColumnDirection is { } c ? r.Cross(c) : null;

    public bool HasGeometry => Position is not null && RowDirection is not null && ColumnSpacingMm is not null && RowSpacingMm is not null;
}

/// <summary>The attributes that tell acquisitions inside one series apart.</summary>
sealed record FrameMoments(string? AcquisitionNumber, string? Temporal, string? Stack, string? AcquisitionTime, string? ContentTime, string Folder);
