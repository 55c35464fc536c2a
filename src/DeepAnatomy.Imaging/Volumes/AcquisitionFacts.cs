namespace DeepAnatomy.Imaging.Volumes;

/// <summary>What is known of how a scan was made and of whom; every fact may be missing. Never holds a name, an identifier or a date of birth.</summary>
public sealed record AcquisitionFacts
{
    /// <summary>Nothing is known.</summary>
    public static AcquisitionFacts None { get; } = new();

    /// <summary>DICOM modality, <c>CT</c> for all that this product measures.</summary>
    public string? Modality { get; init; }

    /// <summary><c>M</c>, <c>F</c> or <c>O</c>.</summary>
    public string? Sex { get; init; }

    /// <summary>Age at the scan, years.</summary>
    public double? AgeYears { get; init; }

    /// <summary>Body height, metres.</summary>
    public double? HeightM { get; init; }

    /// <summary>Body weight, kg.</summary>
    public double? WeightKg { get; init; }

    /// <summary>Tube voltage, kV.</summary>
    public double? TubeVoltageKv { get; init; }

    /// <summary>Tube current, mA.</summary>
    public double? TubeCurrentMa { get; init; }

    /// <summary>Exposure, mAs.</summary>
    public double? ExposureMas { get; init; }

    /// <summary>Contrast agent or bolus as written in the file; null where the file says nothing.</summary>
    public string? Contrast { get; init; }

    /// <summary>Convolution kernel.</summary>
    public string? Kernel { get; init; }

    /// <summary>Nominal slice thickness, mm; not the distance of the slices.</summary>
    public double? SliceThicknessMm { get; init; }

    /// <summary>Diameter of the reconstructed field, mm.</summary>
    public double? ReconstructionDiameterMm { get; init; }

    /// <summary>Gantry or detector tilt, degrees.</summary>
    public double? GantryTiltDegrees { get; init; }

    /// <summary>Maker of the scanner.</summary>
    public string? Manufacturer { get; init; }

    /// <summary>Model of the scanner.</summary>
    public string? ManufacturerModel { get; init; }

    /// <summary>Part of the body as the scanner names it.</summary>
    public string? BodyPart { get; init; }

    /// <summary>How the patient lay, for example <c>HFS</c> (head first, supine).</summary>
    public string? PatientPosition { get; init; }

    /// <summary>DICOM image type, for example <c>ORIGINAL\PRIMARY\AXIAL</c>.</summary>
    public string? ImageType { get; init; }

    /// <summary>Description of the series.</summary>
    public string? SeriesDescription { get; init; }

    /// <summary>Transfer syntax UID of the files.</summary>
    public string? TransferSyntax { get; init; }
}
