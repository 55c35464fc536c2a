using DeepAnatomy.Imaging.Dicom.Parsing;

namespace DeepAnatomy.Imaging.Dicom;

/// <summary>The pixel data of one file: where they are and how they are stored.</summary>
sealed record PixelSource(string Path, long FileBytes, TransferSyntax Syntax, long Offset, long Bytes, PixelLayout Layout)
{
    public bool IsEncapsulated => Bytes < 0;

    /// <summary>Why the pixels cannot be there or cannot be decoded, or null; checked before any memory is taken.</summary>
    public string? Problem
    {
        get
        {
            if (Layout.Problem is { } layout)
            {
                return layout;
            }

            if (!Syntax.IsSupported)
            {
                return $"is compressed in a way that cannot be decoded ({Syntax.Name})";
            }

            var wanted = (long)Layout.BytesPerFrame * Layout.Frames;
            if (!IsEncapsulated && Bytes < wanted)
            {
                return $"says {Layout.Columns}×{Layout.Rows}×{Layout.Frames} pixels but holds {Bytes} of {wanted} bytes";
            }

            if (!IsEncapsulated && !Syntax.IsDeflated && Offset + wanted > FileBytes)
            {
                return "ends in the middle of its pixel data (truncated)";
            }

            // One fragment has at least a header of 8 bytes; no CT frame compresses below 1 : 20000.
            return IsEncapsulated && (FileBytes - Offset < 16L * Layout.Frames || wanted / 20000 > FileBytes)
                ? $"says {Layout.Columns}×{Layout.Rows}×{Layout.Frames} pixels but holds only {FileBytes - Offset} compressed bytes"
                : null;
        }
    }
}
