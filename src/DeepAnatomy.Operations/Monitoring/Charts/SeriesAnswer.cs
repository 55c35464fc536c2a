using System.Collections.Immutable;

namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>What is drawn.</summary>
/// <param name="Axis">The horizontal axis.</param>
/// <param name="From">Where the range begins, in units of the axis.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Columns">Columns of the screen.</param>
/// <param name="Entries">Curves, for every series asked: the line that counts, its smoothed one, then what is superseded.</param>
public sealed record SeriesAnswer(ChartAxis Axis, double From, double To, int Columns, ImmutableArray<AnswerEntry> Entries)
{
    /// <summary>Writes the answer in the binary form <c>BLS1</c>: magic, length of the header (4 bytes), header (JSON) and zeros up to a multiple of 8, then for every entry all x and all y (64-bit floats, little endian).</summary>
    public byte[] ToBytes() => AnswerWriter.Write(this);
}
