using System.Numerics;

namespace DeepAnatomy.Training.Preprocessing;

/// <summary>The numbers a network sees: <c>(clamp(HU, LowHu, HighHu) − CentreHu) / ScaleHu</c>. Belongs into the model's card: without it the model is worthless.</summary>
/// <param name="LowHu">HU below count as this.</param>
/// <param name="HighHu">HU above count as this.</param>
/// <param name="CentreHu">The HU that becomes 0.</param>
/// <param name="ScaleHu">HU per 1; positive.</param>
public readonly record struct Normalisation(double LowHu, double HighHu, double CentreHu, double ScaleHu)
{
    /// <summary>A window whose ends become −1 and 1.</summary>
    /// <exception cref="ArgumentException">The window is empty.</exception>
    public static Normalisation Window(double lowHu, double highHu) => lowHu < highHu
        ? new(lowHu, highHu, (lowHu + highHu) / 2, (highHu - lowHu) / 2)
        : throw new ArgumentException($"The window from {lowHu} to {highHu} HU is empty.", nameof(lowHu));

    /// <summary>Normalises in place.</summary>
    /// <param name="hu">HU, become the network's numbers.</param>
    public void Apply(Span<float> hu)
    {
        var (low, high, centre, factor) = ((float)LowHu, (float)HighHu, (float)CentreHu, (float)(1 / ScaleHu));
        var n = 0;
        for (; n <= hu.Length - Vector<float>.Count; n += Vector<float>.Count)
        {
            var x = new Vector<float>(hu[n..]);
            x = Vector.Min(Vector.Max(x, new(low)), new(high));
            ((x - new Vector<float>(centre)) * factor).CopyTo(hu[n..]);
        }

        for (; n < hu.Length; n++)
        {
            hu[n] = (Math.Clamp(hu[n], low, high) - centre) * factor;
        }
    }

    /// <summary>Normalises HU of a scan into another buffer of the same length.</summary>
    public void Apply(ReadOnlySpan<short> hu, Span<float> normalised)
    {
        for (var n = 0; n < hu.Length; n++)
        {
            normalised[n] = hu[n];
        }

        Apply(normalised[..hu.Length]);
    }
}
