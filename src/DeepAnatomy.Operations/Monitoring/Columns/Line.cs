namespace DeepAnatomy.Operations.Monitoring.Columns;

/// <summary>Points that are drawn as one line: steps never go back.</summary>
/// <param name="Slices">In order.</param>
/// <param name="Session">The session they are of; for the effective line the newest one.</param>
/// <param name="IsSuperseded">Whether a later session or a rollback did these steps again.</param>
sealed record Line(Slice[] Slices, int Session, bool IsSuperseded)
{
    /// <summary>Points in all slices.</summary>
    public long Count { get; } = Slices.Sum(slice => (long)slice.Count);

    /// <summary>Called when everything was read. Until then the pieces, and the files they are in, are kept.</summary>
    public void Forget()
    {
        foreach (var piece in Slices.Select(slice => slice.Piece).Distinct())
        {
            piece.Forget();
        }
    }

    /// <summary>All values, copied.</summary>
    /// <exception cref="OverflowException">There are more than an array holds.</exception>
    public double[] CopyValues() => CopyValues(0, checked((int)Count));

    /// <summary>Some values, copied.</summary>
    /// <param name="start">Index of the first.</param>
    /// <param name="count">How many.</param>
    public double[] CopyValues(long start, int count)
    {
        var values = GC.AllocateUninitializedArray<double>(count);
        long offset = 0;
        foreach (var slice in Slices)
        {
            var from = Math.Max(start, offset);
            var to = Math.Min(start + count, offset + slice.Count);
            if (from < to)
            {
                slice.Values[(int)(from - offset)..(int)(to - offset)].CopyTo(values.AsSpan((int)(from - start)));
            }

            offset += slice.Count;
        }

        return values;
    }
}
