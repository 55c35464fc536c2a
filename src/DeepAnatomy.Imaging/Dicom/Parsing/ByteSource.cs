using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace DeepAnatomy.Imaging.Dicom.Parsing;

/// <summary>Reads a file forwards through a small window, so that a header costs one read and skipped values cost none.</summary>
sealed class ByteSource : IDisposable
{
    const int WindowBytes = 16 * 1024;

    readonly SafeFileHandle? file;
    readonly byte[] window;
    long windowStart;
    int windowLength;

    /// <summary>Opens a file.</summary>
    public ByteSource(string path)
    {
        file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        Length = RandomAccess.GetLength(file);
        window = new byte[(int)Math.Min(WindowBytes, Math.Max(Length, 16))];
    }

    /// <summary>Reads from memory (an inflated data set).</summary>
    public ByteSource(byte[] bytes)
    {
        window = bytes;
        windowLength = bytes.Length;
        Length = bytes.Length;
    }

    public long Length { get; }

    public long Position { get; set; }

    public long Remaining => Length - Position;

    public bool BigEndian { get; set; }

    public ReadOnlySpan<byte> Peek(int count)
    {
        if (count > Remaining)
        {
            throw new DicomFormatException("the file ends in the middle of its header (truncated)");
        }

        if (Position < windowStart || Position + count > windowStart + windowLength)
        {
            if (file is null || count > window.Length)
            {
                throw new DicomFormatException("the file ends in the middle of its header (truncated)");
            }

            windowStart = Position;
            windowLength = 0;
            while (windowLength < count)
            {
                var got = RandomAccess.Read(file, window.AsSpan(windowLength), windowStart + windowLength);
                if (got == 0)
                {
                    throw new DicomFormatException("the file ends in the middle of its header (truncated)");
                }

                windowLength += got;
            }
        }

        return window.AsSpan((int)(Position - windowStart), count);
    }

    public ushort ReadUInt16()
    {
        var bytes = Peek(2);
        Position += 2;
        return BigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    public uint ReadUInt32()
    {
        var bytes = Peek(4);
        Position += 4;
        return BigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    public byte[] ReadBytes(int count)
    {
        if (count > Remaining)
        {
            throw new DicomFormatException("a value is longer than the file (truncated)");
        }

        var bytes = new byte[count];
        if (file is null || count <= window.Length)
        {
            Peek(count).CopyTo(bytes);
        }
        else
        {
            ReadExactly(Position, bytes);
        }

        Position += count;
        return bytes;
    }

    /// <summary>Reads anywhere without moving.</summary>
    public void ReadExactly(long position, Span<byte> target)
    {
        if (position < 0 || position + target.Length > Length)
        {
            throw new DicomFormatException("the pixel data end before the image is complete (truncated)");
        }

        if (file is null)
        {
            window.AsSpan((int)position, target.Length).CopyTo(target);
            return;
        }

        var done = 0;
        while (done < target.Length)
        {
            var got = RandomAccess.Read(file, target[done..], position + done);
            if (got == 0)
            {
                throw new DicomFormatException("the pixel data end before the image is complete (truncated)");
            }

            done += got;
        }
    }

    public void Skip(long count)
    {
        if (count > Remaining)
        {
            throw new DicomFormatException("a value is longer than the file (truncated)");
        }

        Position += count;
    }

    public void Dispose() => file?.Dispose();
}
