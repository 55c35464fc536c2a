using System.Buffers.Binary;
using DeepAnatomy.Imaging.Dicom.Parsing;

namespace DeepAnatomy.Imaging.Dicom.Pixels;

/// <summary>Where the compressed bytes of every frame lie in an encapsulated file (PS3.5 A.4).</summary>
sealed class FragmentIndex
{
    readonly List<(long Offset, int Bytes)>[] frames;

    FragmentIndex(List<(long Offset, int Bytes)>[] frames) => this.frames = frames;

    public static FragmentIndex Read(ByteSource source, long offset, int frameCount)
    {
        List<(long Offset, int Bytes)> fragments = [];
        byte[]? table = null;
        Span<byte> head = stackalloc byte[8];
        for (var at = offset; at + 8 <= source.Length;)
        {
            source.ReadExactly(at, head);
            if (head is not [0xFE, 0xFF, 0x00, 0xE0, ..])
            {
                break;
            }

            var length = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            if (length > source.Length - at - 8 || length > int.MaxValue)
            {
                throw new DicomFormatException("the compressed pixel data end before the image is complete (truncated)");
            }

            if (table is null)
            {
                table = new byte[Math.Min(length, 4L * frameCount)];
                source.ReadExactly(at + 8, table);
            }
            else
            {
                fragments.Add((at + 8, (int)length));
            }

            at += 8 + length;
        }

        return new(Assign(source, fragments, table ?? [], frameCount));
    }

    /// <summary>The compressed bytes of one frame.</summary>
    public byte[] ReadFrame(ByteSource source, int frame)
    {
        var total = frames[frame].Sum(f => (long)f.Bytes);
        if (total is 0 or > int.MaxValue)
        {
            throw new DicomFormatException("a frame has no compressed bytes");
        }

        var bytes = new byte[total];
        var at = 0;
        foreach (var (offset, length) in frames[frame])
        {
            source.ReadExactly(offset, bytes.AsSpan(at, length));
            at += length;
        }

        return bytes;
    }

    static List<(long Offset, int Bytes)>[] Assign(ByteSource source, List<(long Offset, int Bytes)> fragments, byte[] table, int count)
    {
        if (count == 1)
        {
            return [fragments];
        }

        var starts = fragments.Count == count
            ? [.. Enumerable.Range(0, count)]
            : FromTable(fragments, table, count) ?? FromMarkers(source, fragments);
        if (starts.Count != count)
        {
            throw new DicomFormatException($"it says {count} frames but holds {starts.Count} compressed ones");
        }

        return [.. Enumerable.Range(0, count).Select(n => fragments[starts[n]..(n + 1 < count ? starts[n + 1] : fragments.Count)])];
    }

    // Offsets count from the first fragment's item header.
    static List<int>? FromTable(List<(long Offset, int Bytes)> fragments, byte[] table, int count)
    {
        if (table.Length != 4 * count || fragments.Count == 0)
        {
            return null;
        }

        List<int> starts = [];
        for (var n = 0; n < count; n++)
        {
            var offset = fragments[0].Offset + BinaryPrimitives.ReadUInt32LittleEndian(table.AsSpan(4 * n));
            var at = fragments.FindIndex(f => f.Offset == offset);
            if (at < 0 || (n > 0 && at <= starts[^1]))
            {
                return null;
            }

            starts.Add(at);
        }

        return starts;
    }

    // JPEG and JPEG-LS streams start with FF D8, JPEG 2000 with FF 4F FF 51.
    static List<int> FromMarkers(ByteSource source, List<(long Offset, int Bytes)> fragments)
    {
        List<int> starts = [];
        Span<byte> head = stackalloc byte[4];
        for (var n = 0; n < fragments.Count; n++)
        {
            if (fragments[n].Bytes >= 4)
            {
                source.ReadExactly(fragments[n].Offset, head);
                if (head is [0xFF, 0xD8, 0xFF, _] or [0xFF, 0x4F, 0xFF, 0x51])
                {
                    starts.Add(n);
                }
            }
        }

        return starts;
    }
}
