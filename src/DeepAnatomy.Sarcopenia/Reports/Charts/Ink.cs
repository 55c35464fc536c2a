namespace DeepAnatomy.Sarcopenia.Reports.Charts;

/// <summary>The colours of a report: greys, one accent, and three states that also differ in shape.</summary>
static class Ink
{
    public static Colour Text { get; } = Colour.Of(0x17232e);

    public static Colour Muted { get; } = Colour.Of(0x55646f);

    public static Colour Hairline { get; } = Colour.Of(0xd5dde2);

    public static Colour Panel { get; } = Colour.Of(0xf4f7f9);

    public static Colour Accent { get; } = Colour.Of(0x0b5f7a);

    public static Colour AccentSoft { get; } = Colour.Of(0xdcebf0);

    public static Colour Good { get; } = Colour.Of(0x2b7a55);

    public static Colour Warn { get; } = Colour.Of(0x9a6200);

    public static Colour Bad { get; } = Colour.Of(0xa3302c);

    public static Colour White { get; } = Colour.Of(0xffffff);

    public static Colour Black { get; } = Colour.Of(0x000000);

    /// <summary>The level line on dark pictures.</summary>
    public static Colour Level { get; } = Colour.Of(0xffc247);
}
