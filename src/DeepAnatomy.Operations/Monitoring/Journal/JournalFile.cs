using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace DeepAnatomy.Operations.Monitoring.Journal;

/// <summary>
/// The file a store appends to: after eight bytes of magic, blocks of length (4 bytes), CRC-32C of the body (4 bytes) and body.
/// A block is written with one call, so a killed process leaves whole blocks; what a failed machine left torn is cut off when it is opened.
/// </summary>
sealed class JournalFile : IDisposable
{
    public const int MaximumBody = 64 << 20;
    const int HeaderLength = 8;
    static readonly byte[] Magic = "BLSJ\u0001\0\0\0"u8.ToArray();
    readonly SafeFileHandle handle;
    readonly ByteBuffer framed = new();
    long end;
    bool isTailDirty;

    JournalFile(string path, SafeFileHandle handle, bool isReadOnly) => (Path, this.handle, IsReadOnly) = (path, handle, isReadOnly);

    public string Path { get; }

    public bool IsReadOnly { get; }

    public long Length => end;

    /// <summary>Opens or creates; every whole block is given to <paramref name="block"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isReadOnly">Nothing is made or repaired then; a file that is missing is an empty one.</param>
    /// <param name="block">Gets the bodies in order.</param>
    public static JournalFile Open(string path, bool isReadOnly, Action<ReadOnlySpan<byte>> block)
    {
        var handle = isReadOnly
            ? !File.Exists(path) ? new SafeFileHandle() : File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
            : File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        var journal = new JournalFile(path, handle, isReadOnly);
        try
        {
            if (!handle.IsInvalid)
            {
                journal.Recover(block);
            }

            return journal;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Appends one block.</summary>
    /// <exception cref="IOException">It could not be written; the file is as before.</exception>
    public void Append(ReadOnlySpan<byte> body)
    {
        try
        {
            framed.Int32(body.Length);
            framed.Int32((int)Crc32C.Of(body));
            framed.Raw(body);
            CutTail();
            isTailDirty = true;
            RandomAccess.Write(handle, framed.Span, end);
            isTailDirty = false;
            end += framed.Length;
        }
        finally
        {
            framed.Release();
        }
    }

    /// <summary>Forces everything to the disk.</summary>
    public void Flush() => RandomAccess.FlushToDisk(handle);

    public void Dispose() => handle.Dispose();

    // A write that failed half-way (disk full) left bytes behind the end; they must go before something shorter is written over them.
    void CutTail()
    {
        if (isTailDirty)
        {
            RandomAccess.SetLength(handle, end);
            isTailDirty = false;
        }
    }

    void Recover(Action<ReadOnlySpan<byte>> block)
    {
        var length = RandomAccess.GetLength(handle);
        var start = new byte[Magic.Length];
        if (Read(0, start) < Magic.Length || !start.AsSpan().SequenceEqual(Magic))
        {
            Begin(length, start);
            return;
        }

        end = Magic.Length;
        var header = new byte[HeaderLength];
        var body = new byte[1 << 16];
        while (Read(end, header) == HeaderLength)
        {
            var count = BinaryPrimitives.ReadInt32LittleEndian(header);
            if (count is <= 0 or > MaximumBody || end + HeaderLength + count > length)
            {
                break;
            }

            Array.Resize(ref body, Math.Max(body.Length, count));
            var whole = body.AsSpan(0, count);
            if (Read(end + HeaderLength, whole) < count || Crc32C.Of(whole) != BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(4)))
            {
                break;
            }

            block(whole);
            end += HeaderLength + count;
        }

        if (end < length && !IsReadOnly)
        {
            RandomAccess.SetLength(handle, end);
        }
    }

    void Begin(long length, byte[] start)
    {
        // A machine that failed may leave zeros where the first bytes should be.
        var isTorn = length < Magic.Length ? Magic.AsSpan().StartsWith(start.AsSpan(0, (int)length)) : !start.AsSpan().ContainsAnyExcept((byte)0);
        if (!isTorn && start.AsSpan().ContainsAnyExcept((byte)0))
        {
            throw new UnusableSeriesException(Path, "this is not a journal of series", "Move the file away; the series are read again from the run's files");
        }

        if (!IsReadOnly)
        {
            RandomAccess.SetLength(handle, 0);
            RandomAccess.Write(handle, Magic, 0);
            end = Magic.Length;
        }
    }

    int Read(long at, Span<byte> into)
    {
        var done = 0;
        while (done < into.Length && RandomAccess.Read(handle, into[done..], at + done) is > 0 and var count)
        {
            done += count;
        }

        return done;
    }
}
