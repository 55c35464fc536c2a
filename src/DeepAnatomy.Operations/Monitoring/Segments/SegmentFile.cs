using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using DeepAnatomy.Operations.Monitoring.Journal;

namespace DeepAnatomy.Operations.Monitoring.Segments;

/// <summary>A segment file in memory as the system maps it. It is unmapped when nobody refers to it any more, so that a query may go on after its file was replaced.</summary>
sealed unsafe class SegmentFile
{
    const int EndLength = 16;
    readonly MemoryMappedViewAccessor view;
    readonly byte* start;
    readonly long length;

    SegmentFile(string path, MemoryMappedViewAccessor view, long length)
    {
        (Path, this.view, this.length) = (path, view, length);
        byte* pointer = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
        start = pointer + view.PointerOffset;
    }

    ~SegmentFile()
    {
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.SafeMemoryMappedViewHandle.Dispose();
    }

    public static ReadOnlySpan<byte> Magic => "BLSG\u0001\0\0\0"u8;

    public string Path { get; }

    public long Length => length;

    /// <summary>What was known of the run when the file was written; read anew.</summary>
    public SegmentState State => SegmentFooter.Read(Footer()).State;

    public MappedPiece[] Pieces { get; private set; } = [];

    /// <exception cref="UnusableSeriesException">It is damaged.</exception>
    public static SegmentFile Open(string path)
    {
        try
        {
            var length = new FileInfo(path).Length;
            if (length < Magic.Length + EndLength)
            {
                throw Damaged(path, "it is too short");
            }

            using var mapped = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
            var file = new SegmentFile(path, mapped.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read), length);
            file.ReadFooter();
            return file;
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw Damaged(path, "its table of contents makes no sense", error);
        }
    }

    /// <summary>Bytes of the file as numbers.</summary>
    public ReadOnlySpan<T> Span<T>(long offset, int count)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + ((long)count * sizeof(T)), length);
        return new(start + offset, count);
    }

    /// <summary>Lets the system take back the pages that were read; they stay in its cache.</summary>
    public void Forget() => MemoryAdvice.Forget(start, length);

    static UnusableSeriesException Damaged(string path, string why, Exception? inner = null) =>
        new(path, $"this segment of series is damaged: {why}", "Restore the file from a backup, or delete the folder of series to read them again from the run's files", inner);

    void ReadFooter()
    {
        var end = Span<byte>(length - EndLength, EndLength);
        var count = BinaryPrimitives.ReadInt32LittleEndian(end);
        if (!end[8..].SequenceEqual(Magic) || !Span<byte>(0, Magic.Length).SequenceEqual(Magic) || count < 0 || count > length - EndLength - Magic.Length)
        {
            throw Damaged(Path, "it does not begin and end as one");
        }

        if (Crc32C.Of(Footer()) != BinaryPrimitives.ReadUInt32LittleEndian(end[4..]))
        {
            throw Damaged(Path, "the sum of its table of contents is wrong");
        }

        Pieces = [.. SegmentFooter.Read(Footer()).Tracks.Select(track => new MappedPiece(this, track))];
    }

    ReadOnlySpan<byte> Footer()
    {
        var count = BinaryPrimitives.ReadInt32LittleEndian(Span<byte>(length - EndLength, EndLength));
        return Span<byte>(length - EndLength - count, count);
    }
}
