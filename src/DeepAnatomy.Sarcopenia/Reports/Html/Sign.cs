using DeepAnatomy.Sarcopenia.Reports.Charts;
using DeepAnatomy.Sarcopenia.Reports.Content;

namespace DeepAnatomy.Sarcopenia.Reports.Html;

/// <summary>The sign before a state: a tick in a disc, a triangle, a cross in a square, an open ring; told apart without colour.</summary>
static class Sign
{
    public const double Size = 10;

    public static string Svg(Tone tone)
    {
        var canvas = new SvgCanvas(Size, Size, tone.ToString());
        Draw(canvas, tone, 0, 0, Size);
        return canvas.ToString().Replace("<svg ", "<svg class=\"sign\" ", StringComparison.Ordinal).Replace($"role=\"img\" aria-label=\"{tone}\"><title>{tone}</title>", "aria-hidden=\"true\">", StringComparison.Ordinal);
    }

    /// <summary>Draws a sign with its upper left corner at (x, y).</summary>
    public static void Draw(IChartCanvas canvas, Tone tone, double x, double y, double size)
    {
        var unit = size / Size;
        Spot At(double px, double py) => new(x + (px * unit), y + (py * unit));
        var line = new Stroke(Ink.White, 1.5 * unit);
        switch (tone)
        {
            case Tone.Good:
                canvas.Disc(x + (5 * unit), y + (5 * unit), 4.8 * unit, Ink.Good);
                canvas.Path([At(2.7, 5.2), At(4.4, 6.9), At(7.4, 3.5)], line);
                break;
            case Tone.Warn:
                canvas.Area([At(5, 0.4), At(10, 9.6), At(0, 9.6)], Ink.Warn);
                canvas.Line(x + (5 * unit), y + (3.8 * unit), x + (5 * unit), y + (6.4 * unit), line);
                canvas.Disc(x + (5 * unit), y + (8.1 * unit), 0.8 * unit, Ink.White);
                break;
            case Tone.Bad:
                canvas.Box(x + (0.4 * unit), y + (0.4 * unit), 9.2 * unit, 9.2 * unit, Ink.Bad, null, 1.5 * unit);
                canvas.Path([At(3, 3), At(7, 7)], line);
                canvas.Path([At(7, 3), At(3, 7)], line);
                break;
            default:
                canvas.Disc(x + (5 * unit), y + (5 * unit), 4 * unit, Ink.White, new(Ink.Muted, 1.4 * unit));
                break;
        }
    }
}
