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
    public double[] CopyValues()
    {
        var values = GC.AllocateUninitializedArray<double>(checked((int)Count));
        var at = 0;
        foreach (var slice in Slices)
        {
            slice.Values.CopyTo(values.AsSpan(at));
            at += slice.Count;
        }

        return values;
    }
}
