namespace DeepAnatomy.Imaging.Volumes;

/// <summary>A span that may be captured by the pieces of a <see cref="SliceLoop"/>. Only valid inside the <c>fixed</c> statement that pins its memory.</summary>
readonly unsafe struct PinnedSpan<T>(T* start, int length)
    where T : unmanaged
{
    readonly T* start = start;

    public int Length { get; } = length;

    public Span<T> All => new(start, Length);

    public Span<T> Slice(int from, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)(uint)from + (uint)count, (ulong)(uint)Length, nameof(count));
        return new(start + from, count);
    }
}
