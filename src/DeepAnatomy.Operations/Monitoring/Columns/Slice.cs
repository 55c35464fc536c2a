namespace DeepAnatomy.Operations.Monitoring.Columns;

/// <summary>Points of one piece that follow each other.</summary>
/// <param name="Piece">Where they are.</param>
/// <param name="Start">Index of the first in the piece.</param>
/// <param name="Count">How many; at least 1.</param>
/// <param name="Session">Their session.</param>
readonly record struct Slice(Piece Piece, int Start, int Count, int Session)
{
    public ReadOnlySpan<double> Values => Piece.Values.Slice(Start, Count);

    public long Step(int index) => Piece.Step(Start + index);

    public long Time(int index) => Piece.Time(Start + index);
}
