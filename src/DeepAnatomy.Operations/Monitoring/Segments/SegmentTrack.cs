using DeepAnatomy.Operations.Monitoring.Columns;

namespace DeepAnatomy.Operations.Monitoring.Segments;

/// <summary>Where the points of a track are in a segment file. Offsets are bytes from its beginning, multiples of 8.</summary>
/// <param name="Session">Number of the session.</param>
/// <param name="Name">Number of the series' name.</param>
/// <param name="Count">Points.</param>
/// <param name="FirstStep">Step of the first point.</param>
/// <param name="Stride">Distance of all steps where it is the same, then no steps are kept; else 0.</param>
/// <param name="Steps">Offset of the steps (8 bytes each).</param>
/// <param name="Times">Offset of the times (ticks, 8 bytes each).</param>
/// <param name="Values">Offset of the values (8 bytes each).</param>
/// <param name="Blocks">Offset of least and greatest value (8 bytes each) of every whole block, then how many are not finite (2 bytes each).</param>
/// <param name="HasSortedTimes">Whether times never go back.</param>
/// <param name="Sum">CRC-32C of steps, times and values.</param>
/// <param name="Parts">Where parts begin, of the whole track up to here.</param>
sealed record SegmentTrack(int Session, int Name, int Count, long FirstStep, long Stride, long Steps, long Times, long Values, long Blocks, bool HasSortedTimes, uint Sum, TrackPart[] Parts)
{
    public int BlockCount => Count / Piece.BlockLength;
}
