namespace DeepAnatomy.Imaging.Dicom;

/// <summary>How the pixels of a file are stored (DICOM PS3.3 C.7.6.3).</summary>
sealed record PixelLayout(int Rows, int Columns, int Frames, int Samples, int BitsAllocated, int BitsStored, int HighBit, bool IsSigned, string Photometric)
{
    public int PixelsPerFrame => Rows * Columns;

    public int BytesPerFrame => PixelsPerFrame * BitsAllocated / 8;

    public bool IsColour => Samples != 1 || Photometric is "RGB" or "PALETTE COLOR" || Photometric.StartsWith("YBR", StringComparison.Ordinal);

    /// <summary>Why this product cannot read such pixels, or null.</summary>
    public string? Problem => this switch
    {
        { Rows: <= 0 } or { Columns: <= 0 } => "has no image size (Rows, Columns)",
        { Frames: <= 0 } => "says it has no frames",
        { IsColour: true } => "is a colour image, not Hounsfield units",
        { BitsAllocated: not (8 or 16 or 32) } => $"has {BitsAllocated} bits per pixel; 8, 16 and 32 are supported",
        _ when BitsStored < 1 || BitsStored > BitsAllocated || HighBit < BitsStored - 1 || HighBit >= BitsAllocated =>
            $"has impossible pixel bits (allocated {BitsAllocated}, stored {BitsStored}, high bit {HighBit})",
        _ when (long)Rows * Columns > 1 << 26 => $"has impossibly large frames ({Columns}×{Rows})",
        _ => null,
    };
}
