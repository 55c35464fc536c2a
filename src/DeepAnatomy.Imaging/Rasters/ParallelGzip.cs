using System.Buffers.Binary;
using System.IO.Compression;

namespace DeepAnatomy.Imaging.Rasters;

/// <summary>Fills part of the bytes to compress; called from several threads, each with its own part.</summary>
/// <param name="offset">First byte of the part.</param>
/// <param name="part">To be filled.</param>
delegate void FillBytes(long offset, Span<byte> part);

/// <summary>Writes one gzip member of parts that are compressed side by side.</summary>
/// <remarks>
/// The parts have a fixed size, so the bytes written do not depend on the number of threads; no time stamp is written.
/// Every part but the last ends on a byte boundary (a sync flush), so the parts are simply put one after the other.
/// </remarks>
static class ParallelGzip
{
    const int PartBytes = 1 << 20;

    /// <summary>gzip, deflate, no name, no time, no hint, Unix.</summary>
    static ReadOnlySpan<byte> Header => [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];

    /// <summary>A last deflate block with nothing in it.</summary>
    static ReadOnlySpan<byte> LastBlock => [0x03, 0x00];

    /// <summary>Compresses <paramref name="length"/> bytes to <paramref name="target"/>.</summary>
    public static void Write(Stream target, long length, FillBytes fill, int level, CancellationToken cancellation)
    {
        target.Write(Header);
        WriteBody(target, length, fill, level, cancellation, out var crc);
        Span<byte> trailer = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, crc);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], unchecked((uint)length));
        target.Write(trailer);
    }

    static void WriteBody(Stream target, long length, FillBytes fill, int level, CancellationToken cancellation, out uint crc)
    {
        var lanes = new Lane[2 * Environment.ProcessorCount];
        for (var n = 0; n < lanes.Length; n++)
        {
            lanes[n] = new Lane(level);
        }

        crc = 0;
        for (long start = 0; start < length; start += (long)PartBytes * lanes.Length)
        {
            cancellation.ThrowIfCancellationRequested();
            var used = (int)Math.Min(lanes.Length, (length - start + PartBytes - 1) / PartBytes);
            Parallel.For(0, used, n => lanes[n].Compress(start + ((long)n * PartBytes), length, fill));
            for (var n = 0; n < used; n++)
            {
                lanes[n].Packed.WriteTo(target);
                crc = Crc32.Join(crc, lanes[n].Crc, lanes[n].Length);
            }
        }

        target.Write(LastBlock);
    }

    /// <summary>The buffers of one part.</summary>
    sealed class Lane(int level)
    {
        readonly byte[] raw = new byte[PartBytes];

        public MemoryStream Packed { get; private set; } = new();

        public uint Crc { get; private set; }

        public int Length { get; private set; }

        public void Compress(long offset, long total, FillBytes fill)
        {
            Length = (int)Math.Min(PartBytes, total - offset);
            var part = raw.AsSpan(0, Length);
            fill(offset, part);
            Crc = Crc32.Of(part);
            Packed.SetLength(0);
            var end = new MemoryStream();
            var switchable = new SwitchableStream(Packed);
            using var deflate = new DeflateStream(switchable, new ZLibCompressionOptions { CompressionLevel = level });
            deflate.Write(part);
            deflate.Flush();

            // What closing adds (a last block) belongs to no part.
            switchable.Target = end;
        }
    }

    sealed class SwitchableStream(Stream target) : Stream
    {
        public Stream Target { get; set; } = target;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Target.Write(buffer, offset, count);

        public override void Write(ReadOnlySpan<byte> buffer) => Target.Write(buffer);
    }
}
