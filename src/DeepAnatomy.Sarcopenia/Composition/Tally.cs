namespace DeepAnatomy.Sarcopenia.Composition;

/// <summary>Pixels counted and their HU summed; exact, so that any order of adding gives the same result.</summary>
/// <param name="Count">Pixels.</param>
/// <param name="SumHu">Sum of their HU.</param>
readonly record struct Tally(long Count, long SumHu)
{
    /// <summary>Mean HU, or null without a pixel.</summary>
    public double? MeanHu => Count == 0 ? null : (double)SumHu / Count;

    public static Tally operator +(Tally a, Tally b) => new(a.Count + b.Count, a.SumHu + b.SumHu);
}
