namespace DeepAnatomy.Imaging.Volumes;

/// <summary>A CT scan as it was read: Hounsfield units in the file's own voxel axes, facts of the acquisition, and what the reader noticed.</summary>
/// <param name="Hu">Hounsfield units after rescale, in the file's own voxel axes; use <see cref="Reorientation.ToAxes{T}"/> for the canonical ones.</param>
/// <param name="Facts">What is known of the acquisition.</param>
/// <param name="Warnings">What a user should know, one sentence each; empty when all is well.</param>
/// <param name="Source">The file or folder as given.</param>
/// <param name="Sha256">SHA-256 (lower-case hex) of the input file, or over the SHA-256 of every decoded slice in order for a DICOM series.</param>
public sealed record CtScan(
    Volume<short> Hu,
    AcquisitionFacts Facts,
    IReadOnlyList<string> Warnings,
    string Source,
    string Sha256)
{
    /// <summary>Why this series was read and not another, one sentence; null where there was nothing to choose from.</summary>
    public string? Choice { get; init; }
}
