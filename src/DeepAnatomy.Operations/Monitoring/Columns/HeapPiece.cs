namespace DeepAnatomy.Operations.Monitoring.Columns;

/// <summary>Points in memory.</summary>
sealed class HeapPiece(long[] steps, long[] times, double[] values, int count, bool hasSortedTimes) : Piece
{
    public override int Count => count;

    public override bool HasSortedTimes => hasSortedTimes;

    public override ReadOnlySpan<double> Values => values.AsSpan(0, count);

    public override long Step(int index) => steps[index];

    public override long Time(int index) => times[index];
}
