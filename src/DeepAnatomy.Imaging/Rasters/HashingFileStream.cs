using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace DeepAnatomy.Imaging.Rasters;

/// <summary>Reads a file forward and computes its SHA-256 on a second thread meanwhile, so that the file is read once.</summary>
/// <remarks>Blocks go round a ring: a block is read again only after it was hashed. Not thread-safe itself.</remarks>
sealed class HashingFileStream : Stream
{
    const int BlockBytes = 256 * 1024;
    const int Blocks = 6;
    readonly FileStream file;
    readonly byte[][] ring = [.. Enumerable.Range(0, Blocks).Select(_ => new byte[BlockBytes])];
    readonly SemaphoreSlim free = new(Blocks);
    readonly BlockingCollection<(int Block, int Length)> toHash = new(Blocks);
    readonly IncrementalHash hash;
    readonly Thread hasher;
    int block = -1, at, length;
    bool stopped;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="hash">Receives the bytes; in use until <see cref="FinishBlocks"/> or disposal.</param>
    public HashingFileStream(string path, IncrementalHash hash)
    {
        file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        this.hash = hash;
        hasher = new Thread(HashBlocks) { IsBackground = true, Name = "SHA-256 of an image file" };
        hasher.Start();
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position - (length - at);
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (at == length && !NextBlock())
        {
            return 0;
        }

        var count = Math.Min(buffer.Length, length - at);
        ring[block].AsSpan(at, count).CopyTo(buffer);
        at += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>The next byte, which stays to be read; −1 at the end.</summary>
    public int PeekByte() => at == length && !NextBlock() ? -1 : ring[block][at];

    /// <summary>Reads what is left into the hash and lets go of it.</summary>
    public void FinishBlocks(CancellationToken cancellation)
    {
        while (NextBlock())
        {
            cancellation.ThrowIfCancellationRequested();
        }

        Stop();
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Stop();
            file.Dispose();
            toHash.Dispose();
            free.Dispose();
        }

        base.Dispose(disposing);
    }

    bool NextBlock()
    {
        free.Wait();
        var next = (block + 1) % Blocks;
        var read = file.ReadAtLeast(ring[next], BlockBytes, throwOnEndOfStream: false);
        (at, length) = (0, read);
        if (read == 0)
        {
            free.Release();
            return false;
        }

        block = next;
        toHash.Add((next, read));
        return true;
    }

    void HashBlocks()
    {
        foreach (var (number, count) in toHash.GetConsumingEnumerable())
        {
            hash.AppendData(ring[number].AsSpan(0, count));
            free.Release();
        }
    }

    void Stop()
    {
        if (!stopped)
        {
            stopped = true;
            toHash.CompleteAdding();
            hasher.Join();
        }
    }
}
