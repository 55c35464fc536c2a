using System.Buffers.Binary;
using DeepAnatomy.Imaging.Dicom.Parsing;

namespace DeepAnatomy.Imaging.Dicom.Pixels;

/// <summary>DICOM RLE (PS3.5 Annex G): one PackBits segment per byte of a pixel, the most significant first.</summary>
static class RleDecoder
{
    /// <summary>Writes the pixels of one frame, little endian.</summary>
    /// <param name="compressed">The frame's fragment.</param>
    /// <param name="target">Pixels × bytes per pixel.</param>
    /// <param name="bytesPerPixel">1, 2 or 4.</param>
    public static void Decode(ReadOnlySpan<byte> compressed, Span<byte> target, int bytesPerPixel)
    {
        if (compressed.Length < 64 || BinaryPrimitives.ReadUInt32LittleEndian(compressed) != (uint)bytesPerPixel)
        {
            throw new DicomFormatException("an RLE frame does not have one segment per byte of a pixel");
        }

        for (var segment = 0; segment < bytesPerPixel; segment++)
        {
            var start = BinaryPrimitives.ReadUInt32LittleEndian(compressed[(4 + (4 * segment))..]);
            var end = segment + 1 < bytesPerPixel ? BinaryPrimitives.ReadUInt32LittleEndian(compressed[(8 + (4 * segment))..]) : (uint)compressed.Length;
            if (start < 64 || end < start || end > compressed.Length)
            {
                throw new DicomFormatException("an RLE frame has impossible segment offsets");
            }

            Unpack(compressed[(int)start..(int)end], target, bytesPerPixel - 1 - segment, bytesPerPixel);
        }
    }

    static void Unpack(ReadOnlySpan<byte> source, Span<byte> target, int first, int step)
    {
        var at = 0;
        for (var to = first; to < target.Length;)
        {
            if (at >= source.Length)
            {
                throw new DicomFormatException("an RLE segment ends before the image is complete (truncated)");
            }

            var control = (sbyte)source[at++];
            if (control >= 0)
            {
                var count = control + 1;
                if (at + count > source.Length)
                {
                    throw new DicomFormatException("an RLE segment ends before the image is complete (truncated)");
                }

                for (; count > 0 && to < target.Length; count--, to += step)
                {
                    target[to] = source[at++];
                }
            }
            else if (control != -128)
            {
                if (at >= source.Length)
                {
                    throw new DicomFormatException("an RLE segment ends before the image is complete (truncated)");
                }

                var value = source[at++];
                for (var count = 1 - control; count > 0 && to < target.Length; count--, to += step)
                {
                    target[to] = value;
                }
            }
        }
    }
}
