using DeepAnatomy.Operations.Monitoring.Columns;

namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>Least and greatest value by the blocks that a piece keeps, so that of a long run only a few blocks are read.</summary>
static class BlockExtremes
{
    public static RunExtremes Of(Slice slice, ReadOnlySpan<double> values, int from, int to)
    {
        // In blocks of the piece, which begin before the slice may.
        var firstBlock = (slice.Start + from + Piece.BlockLength - 1) / Piece.BlockLength;
        var endBlock = Math.Min((slice.Start + to) / Piece.BlockLength, slice.Piece.BlockMinima.Length);
        if (endBlock - firstBlock < 2)
        {
            return RunExtremes.Of(values, from, to);
        }

        var head = RunExtremes.Of(values, from, (firstBlock * Piece.BlockLength) - slice.Start);
        var tail = RunExtremes.Of(values, (endBlock * Piece.BlockLength) - slice.Start, to);
        var middle = Middle(slice, values, firstBlock, endBlock);
        return Joined(values, Joined(values, head, middle), tail);
    }

    static RunExtremes Middle(Slice slice, ReadOnlySpan<double> values, int firstBlock, int endBlock)
    {
        var minima = slice.Piece.BlockMinima[firstBlock..endBlock];
        var maxima = slice.Piece.BlockMaxima[firstBlock..endBlock];
        var nonFinite = 0;
        foreach (var count in slice.Piece.BlockNonFinite[firstBlock..endBlock])
        {
            nonFinite += count;
        }

        if (nonFinite == minima.Length * Piece.BlockLength)
        {
            return new(-1, -1, nonFinite);
        }

        var least = firstBlock + Extremes.IndexOf(minima, Extremes.Of(minima).Min);
        var greatest = firstBlock + Extremes.IndexOf(maxima, Extremes.Of(maxima).Max);
        return new(Within(slice, values, least).MinAt, Within(slice, values, greatest).MaxAt, nonFinite);
    }

    static RunExtremes Within(Slice slice, ReadOnlySpan<double> values, int block)
    {
        var from = (block * Piece.BlockLength) - slice.Start;
        return RunExtremes.Of(values, from, from + Piece.BlockLength);
    }

    static RunExtremes Joined(ReadOnlySpan<double> values, RunExtremes a, RunExtremes b)
    {
        var min = a.MinAt < 0 || (b.MinAt >= 0 && values[b.MinAt] < values[a.MinAt]) ? b.MinAt : a.MinAt;
        var max = a.MaxAt < 0 || (b.MaxAt >= 0 && values[b.MaxAt] > values[a.MaxAt]) ? b.MaxAt : a.MaxAt;
        return new(min, max, a.NonFinite + b.NonFinite);
    }
}
