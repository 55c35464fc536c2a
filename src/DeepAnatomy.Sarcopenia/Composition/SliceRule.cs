namespace DeepAnatomy.Sarcopenia.Composition;

/// <summary>Which slices a level's numbers come from (SEMANTICS.md S12).</summary>
/// <remarks><c>default</c> is <see cref="SingleSlice"/>.</remarks>
public readonly record struct SliceRule
{
    SliceRule(bool isWholeVertebra, int halfWidth) => (IsWholeVertebra, HalfWidth) = (isWholeVertebra, halfWidth);

    /// <summary>The level's one slice; the default.</summary>
    public static SliceRule SingleSlice => default;

    /// <summary>The mean over all slices of the level's vertebra.</summary>
    public static SliceRule WholeVertebra => new(true, 0);

    /// <summary>Whether all slices of the vertebra are taken.</summary>
    public bool IsWholeVertebra { get; }

    /// <summary>Slices taken above and below the level's slice.</summary>
    public int HalfWidth { get; }

    /// <summary>The mean over the level's slice and <paramref name="halfWidth"/> slices on each side.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public static SliceRule MeanAround(int halfWidth)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(halfWidth);
        return new(false, halfWidth);
    }
}
