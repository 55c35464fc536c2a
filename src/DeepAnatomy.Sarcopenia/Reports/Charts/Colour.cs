namespace DeepAnatomy.Sarcopenia.Reports.Charts;

/// <summary>An sRGB colour with an opacity of 0 … 1.</summary>
readonly record struct Colour(byte R, byte G, byte B, double Opacity = 1)
{
    public string Hex => $"#{R:x2}{G:x2}{B:x2}";

    public static Colour Of(uint rgb) => new((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);

    public Colour At(double opacity) => this with { Opacity = opacity };
}
