using System.Collections.Concurrent;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Rasters;

/// <summary>Unpacks the voxels of an open file into a sink; conversion runs on a second thread beside unpacking.</summary>
static class VoxelReader
{
    const int ChunkBytes = 512 * 1024;
    const int Buffers = 4;
    const int MostBytesBeyond = 1 << 20;

    /// <summary>Reads all voxels, then the rest of the packed stream as far as its checksum needs.</summary>
    /// <exception cref="UnreadableImageException">The stream ends early or is damaged.</exception>
    public static void Fill(OpenRaster open, VoxelSink sink, CancellationToken cancellation)
    {
        try
        {
            FillChunks(open, sink, cancellation);
        }
        catch (InvalidDataException damage)
        {
            throw new UnreadableImageException(open.Header.Path, "the compressed voxels are damaged", "Copy or export the file again", damage);
        }
    }

    static void FillChunks(OpenRaster open, VoxelSink sink, CancellationToken cancellation)
    {
        var size = sink.Element.SizeBytes();
        var chunk = ChunkBytes / size;
        var count = open.Header.Grid.Shape.Count;
        using var lane = new ConversionLane(sink, sink.IsInPlace ? 0 : Buffers, ChunkBytes);
        for (var first = 0; first < count; first += chunk)
        {
            cancellation.ThrowIfCancellationRequested();
            var voxels = Math.Min(chunk, count - first);
            var buffer = sink.IsInPlace ? null : lane.FreeBuffer();
            var raw = buffer is null ? sink.Target(first, voxels) : buffer.AsSpan(0, voxels * size);
            var read = open.Voxels.ReadAtLeast(raw, raw.Length, throwOnEndOfStream: false);
            if (read < raw.Length)
            {
                throw PlausibleSize.Truncated(open.Header.Path, (long)count * size, ((long)first * size) + read);
            }

            if (!sink.IsVerbatim)
            {
                lane.Post(first, voxels, buffer);
            }
        }

        ReadToChecksum(open.Voxels);
        lane.Finish();
    }

    /// <summary>The unpacker compares the checksum where the stream ends; a damaged stream may end some bytes late, and one that never ends is left alone.</summary>
    static void ReadToChecksum(Stream voxels)
    {
        Span<byte> beyond = stackalloc byte[4096];
        for (var read = 0; read < MostBytesBeyond;)
        {
            var more = voxels.Read(beyond);
            if (more == 0)
            {
                return;
            }

            read += more;
        }
    }

    /// <summary>Converts chunks in order on its own thread.</summary>
    sealed class ConversionLane : IDisposable
    {
        readonly VoxelSink sink;
        readonly BlockingCollection<(int First, int Count, byte[]? Buffer)> posted = new(16);
        readonly BlockingCollection<byte[]> free = [];
        readonly Thread thread;

        public ConversionLane(VoxelSink sink, int buffers, int bufferBytes)
        {
            this.sink = sink;
            for (var n = 0; n < buffers; n++)
            {
                free.Add(new byte[bufferBytes]);
            }

            thread = new Thread(Run) { IsBackground = true, Name = "Conversion of voxels" };
            thread.Start();
        }

        public byte[] FreeBuffer() => free.Take();

        public void Post(int first, int count, byte[]? buffer) => posted.Add((first, count, buffer));

        public void Finish()
        {
            if (!posted.IsAddingCompleted)
            {
                posted.CompleteAdding();
            }

            thread.Join();
        }

        public void Dispose()
        {
            Finish();
            posted.Dispose();
            free.Dispose();
        }

        void Run()
        {
            var size = sink.Element.SizeBytes();
            foreach (var (first, count, buffer) in posted.GetConsumingEnumerable())
            {
                sink.Take(buffer is null ? sink.Target(first, count) : buffer.AsSpan(0, count * size), first);
                if (buffer is not null)
                {
                    free.Add(buffer);
                }
            }
        }
    }
}
