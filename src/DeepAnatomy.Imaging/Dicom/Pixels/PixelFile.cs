using DeepAnatomy.Imaging.Dicom.Parsing;

namespace DeepAnatomy.Imaging.Dicom.Pixels;

/// <summary>Decodes the frames of one file to stored pixel values, little endian; several threads may decode different frames at once.</summary>
sealed class PixelFile : IDisposable
{
    readonly PixelSource pixels;
    readonly ByteSource source;
    readonly FragmentIndex? fragments;

    public PixelFile(PixelSource pixels)
    {
        this.pixels = pixels;
        source = pixels.Syntax.IsDeflated
            ? new(DicomFileParser.Inflate(pixels.Path, DicomFileParser.DeflateStart(pixels.Path)))
            : new(pixels.Path);
        fragments = pixels.IsEncapsulated ? FragmentIndex.Read(source, pixels.Offset, pixels.Layout.Frames) : null;
    }

    /// <summary>Reads one frame.</summary>
    /// <param name="frame">From 0.</param>
    /// <param name="target">Exactly the bytes of one frame.</param>
    public void Read(int frame, Span<byte> target)
    {
        var layout = pixels.Layout;
        if (fragments is null)
        {
            source.ReadExactly(pixels.Offset + ((long)frame * layout.BytesPerFrame), target);
            if (pixels.Syntax.IsBigEndian)
            {
                SwapBytes(target, layout.BitsAllocated / 8);
            }
        }
        else if (pixels.Syntax.Uid == TransferSyntax.RleLossless)
        {
            RleDecoder.Decode(fragments.ReadFrame(source, frame), target, layout.BitsAllocated / 8);
        }
        else
        {
            GdcmCodec.Decode(pixels.Path, fragments.ReadFrame(source, frame), pixels.Syntax, layout, target);
        }
    }

    public void Dispose() => source.Dispose();

    static void SwapBytes(Span<byte> bytes, int size)
    {
        for (var n = 0; size > 1 && n + size <= bytes.Length; n += size)
        {
            bytes.Slice(n, size).Reverse();
        }
    }
}
