using System.Runtime.InteropServices;
using DeepAnatomy.Operations.Monitoring.Columns;
using DeepAnatomy.Operations.Monitoring.Journal;

namespace DeepAnatomy.Operations.Monitoring.Segments;

/// <summary>Points of a track in a segment file.</summary>
/// <param name="file">The file.</param>
/// <param name="track">Where they are in it.</param>
sealed class MappedPiece(SegmentFile file, SegmentTrack track) : Piece
{
    const long LargeFile = 8 << 20;

    public SegmentFile File => file;

    public SegmentTrack Track => track;

    public override int Count => track.Count;

    public override bool HasSortedTimes => track.HasSortedTimes;

    public override ReadOnlySpan<double> Values => file.Span<double>(track.Values, track.Count);

    public override ReadOnlySpan<double> BlockMinima => file.Span<double>(track.Blocks, track.BlockCount);

    public override ReadOnlySpan<double> BlockMaxima => file.Span<double>(track.Blocks + (8L * track.BlockCount), track.BlockCount);

    public override ReadOnlySpan<ushort> BlockNonFinite => file.Span<ushort>(track.Blocks + (16L * track.BlockCount), track.BlockCount);

    public override long Step(int index) => track.Stride > 0 ? track.FirstStep + (index * track.Stride) : file.Span<long>(track.Steps, track.Count)[index];

    public override long Time(int index) => file.Span<long>(track.Times, track.Count)[index];

    public override void Forget()
    {
        // Small files may stay; taking pages out and in again has its price.
        if (file.Length >= LargeFile)
        {
            file.Forget();
        }
    }

    /// <summary>Whether the points are as they were written.</summary>
    public bool IsWhole()
    {
        var sum = track.Stride > 0 ? 0 : Crc32C.Append(0, MemoryMarshal.AsBytes(file.Span<long>(track.Steps, track.Count)));
        sum = Crc32C.Append(sum, MemoryMarshal.AsBytes(file.Span<long>(track.Times, track.Count)));
        return Crc32C.Append(sum, MemoryMarshal.AsBytes(Values)) == track.Sum;
    }
}
