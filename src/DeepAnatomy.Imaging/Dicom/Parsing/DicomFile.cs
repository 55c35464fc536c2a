namespace DeepAnatomy.Imaging.Dicom.Parsing;

/// <summary>The header of one DICOM file and the place of its pixel data.</summary>
/// <param name="Path">The file.</param>
/// <param name="FileBytes">Length of the file.</param>
/// <param name="Syntax">How it is encoded.</param>
/// <param name="Header">Every attribute before the pixel data.</param>
/// <param name="PixelOffset">Where the pixel bytes (or the first item of encapsulated ones) start; −1 without pixel data. For a deflated file in the inflated bytes.</param>
/// <param name="PixelBytes">Length of native pixel data; −1 when encapsulated.</param>
sealed record DicomFile(string Path, long FileBytes, TransferSyntax Syntax, DataSet Header, long PixelOffset, long PixelBytes)
{
    public bool HasPixels => PixelOffset >= 0;

    public bool IsEncapsulated => HasPixels && PixelBytes < 0;
}
