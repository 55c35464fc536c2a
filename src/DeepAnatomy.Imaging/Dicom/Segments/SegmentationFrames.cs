using DeepAnatomy.Imaging.Dicom.Parsing;
using DeepAnatomy.Imaging.Dicom.Pixels;

namespace DeepAnatomy.Imaging.Dicom.Segments;

/// <summary>Decodes the frames of a segmentation.</summary>
static class SegmentationFrames
{
    public static void Fill(SegmentationHeader header, IMaskSink sink, CancellationToken cancellationToken)
    {
        var order = Enumerable.Range(0, header.Layout.Frames).OrderBy(n => header.SegmentOfFrame[n]);
        var slice = new byte[header.Layout.PixelsPerFrame];
        using var frames = Open(header);
        foreach (var n in order)
        {
            cancellationToken.ThrowIfCancellationRequested();
            frames.Read(n, slice);
            sink.Add(header.SegmentOfFrame[n], header.Stack.SliceOfFrame[n], slice);
        }
    }

    /// <summary>Spreads bits, the lowest of a byte first (PS3.5 8.1.1), to bytes of 0 and 1.</summary>
    /// <param name="packed">Bytes from the one that holds the first bit.</param>
    /// <param name="firstBit">Which bit of the first byte that is, 0 … 7.</param>
    /// <param name="target">One byte per bit.</param>
    public static void Unpack(ReadOnlySpan<byte> packed, int firstBit, Span<byte> target)
    {
        for (var n = 0; n < target.Length; n++)
        {
            var bit = firstBit + n;
            target[n] = (byte)((packed[bit >> 3] >> (bit & 7)) & 1);
        }
    }

    static IFrames Open(SegmentationHeader header) => header.Layout.BitsAllocated == 1 ? new Bits(header) : new Fractions(header);

    interface IFrames : IDisposable
    {
        /// <summary>Reads a frame as 0 and 1.</summary>
        void Read(int frame, Span<byte> target);
    }

    /// <summary>Frames follow each other bit by bit: one may start in the middle of a byte.</summary>
    sealed class Bits(SegmentationHeader header) : IFrames
    {
        readonly byte[] packed = new byte[(header.Layout.PixelsPerFrame / 8) + 2];
        readonly ByteSource source = header.File.Syntax.IsDeflated
            ? new(DicomFileParser.Inflate(header.File.Path, DicomFileParser.DeflateStart(header.File.Path)))
            : new(header.File.Path);

        public void Read(int frame, Span<byte> target)
        {
            var first = (long)frame * target.Length;
            var length = (int)(((first + target.Length + 7) / 8) - (first / 8));
            source.ReadExactly(header.File.PixelOffset + (first / 8), packed.AsSpan(0, length));
            Unpack(packed, (int)(first % 8), target);
        }

        public void Dispose() => source.Dispose();
    }

    sealed class Fractions(SegmentationHeader header) : IFrames
    {
        readonly PixelFile pixels = new(new PixelSource(header.File.Path, header.File.FileBytes, header.File.Syntax, header.File.PixelOffset, header.File.PixelBytes, header.Layout));

        public void Read(int frame, Span<byte> target)
        {
            pixels.Read(frame, target);
            foreach (ref var value in target)
            {
                value = value >= header.Threshold ? (byte)1 : (byte)0;
            }
        }

        public void Dispose() => pixels.Dispose();
    }
}
