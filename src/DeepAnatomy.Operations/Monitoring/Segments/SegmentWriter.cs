using System.Runtime.InteropServices;
using DeepAnatomy.Operations.Monitoring.Charts;
using DeepAnatomy.Operations.Monitoring.Columns;
using DeepAnatomy.Operations.Monitoring.Journal;

namespace DeepAnatomy.Operations.Monitoring.Segments;

/// <summary>Writes a segment file: magic, columns of every track, footer, length and CRC-32C of the footer, magic. It has its name only when it is whole and on the disk.</summary>
sealed class SegmentWriter : IDisposable
{
    const int ChunkLength = 8192;
    readonly FileStream file;
    readonly long[] chunk = new long[ChunkLength];
    uint sum;

    SegmentWriter(string path) => file = new(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);

    /// <param name="path">Name of the whole file.</param>
    /// <param name="state">What is known of the run.</param>
    /// <param name="tracks">The points.</param>
    /// <exception cref="IOException">It could not be written; nothing of it is left.</exception>
    public static void Write(string path, SegmentState state, IEnumerable<TrackPoints> tracks)
    {
        var unfinished = path + ".tmp";
        try
        {
            using (var writer = new SegmentWriter(unfinished))
            {
                writer.WriteAll(state, tracks);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch (IOException)
        {
            Discard(unfinished);
            throw;
        }
    }

    public void Dispose() => file.Dispose();

    static void Discard(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It goes when the store is opened the next time.
        }
    }

    void WriteAll(SegmentState state, IEnumerable<TrackPoints> tracks)
    {
        file.Write(SegmentFile.Magic);
        List<SegmentTrack> written = [.. tracks.Select(WriteTrack)];
        var footer = new ByteBuffer();
        SegmentFooter.Write(footer, state, written);
        file.Write(footer.Span);
        var end = new ByteBuffer();
        end.Int32(footer.Length);
        end.Int32((int)Crc32C.Of(footer.Span));
        file.Write(end.Span);
        file.Write(SegmentFile.Magic);
        file.Flush(flushToDisk: true);
    }

    SegmentTrack WriteTrack(TrackPoints track)
    {
        sum = 0;
        var first = track.Pieces[0].Step(0);
        var stride = Stride(track.Pieces);
        var steps = file.Position;
        if (stride == 0)
        {
            Numbers(track.Pieces, (piece, n) => piece.Step(n));
        }

        var times = file.Position;
        Numbers(track.Pieces, (piece, n) => piece.Time(n));
        var values = file.Position;
        foreach (var piece in track.Pieces)
        {
            Put(MemoryMarshal.AsBytes(piece.Values));
        }

        var blocks = file.Position;
        WriteBlocks(track.Pieces, track.Count);
        return new(track.Session, track.Name, track.Count, first, stride, steps, times, values, blocks, HasSortedTimes(track.Pieces), sum, track.Parts);
    }

    // Steps of a series mostly have one distance; then they need not be written.
    static long Stride(IReadOnlyList<Piece> pieces)
    {
        long stride = 0, before = 0;
        var isFirst = true;
        foreach (var piece in pieces)
        {
            for (var n = 0; n < piece.Count; n++)
            {
                var step = piece.Step(n);
                if (!isFirst && (stride == 0 ? (stride = step - before) : step - before) is var distance && (distance != stride || distance <= 0))
                {
                    return 0;
                }

                (before, isFirst) = (step, false);
            }
        }

        return Math.Max(1, stride);
    }

    static bool HasSortedTimes(IReadOnlyList<Piece> pieces)
    {
        var before = long.MinValue;
        foreach (var piece in pieces)
        {
            if (!piece.HasSortedTimes || piece.Time(0) < before)
            {
                return false;
            }

            before = piece.Time(piece.Count - 1);
        }

        return true;
    }

    void Numbers(IReadOnlyList<Piece> pieces, Func<Piece, int, long> number)
    {
        var filled = 0;
        foreach (var piece in pieces)
        {
            for (var n = 0; n < piece.Count; n++)
            {
                chunk[filled++] = number(piece, n);
                if (filled == ChunkLength)
                {
                    Put(MemoryMarshal.AsBytes(chunk.AsSpan()));
                    filled = 0;
                }
            }
        }

        Put(MemoryMarshal.AsBytes(chunk.AsSpan(0, filled)));
    }

    void WriteBlocks(IReadOnlyList<Piece> pieces, int count)
    {
        var blocks = new List<Extremes>(count / Piece.BlockLength);
        var block = new double[Piece.BlockLength];
        var filled = 0;
        foreach (var piece in pieces)
        {
            for (var values = piece.Values; !values.IsEmpty;)
            {
                var taken = Math.Min(values.Length, Piece.BlockLength - filled);
                values[..taken].CopyTo(block.AsSpan(filled));
                values = values[taken..];
                filled += taken;
                if (filled == Piece.BlockLength)
                {
                    blocks.Add(Extremes.Of(block));
                    filled = 0;
                }
            }
        }

        file.Write(MemoryMarshal.AsBytes(blocks.Select(one => one.Min).ToArray().AsSpan()));
        file.Write(MemoryMarshal.AsBytes(blocks.Select(one => one.Max).ToArray().AsSpan()));
        file.Write(MemoryMarshal.AsBytes(blocks.Select(one => (ushort)one.NonFinite).ToArray().AsSpan()));
        file.Write(new byte[(8 - (file.Position % 8)) % 8]);
    }

    void Put(ReadOnlySpan<byte> bytes)
    {
        sum = Crc32C.Append(sum, bytes);
        file.Write(bytes);
    }
}
