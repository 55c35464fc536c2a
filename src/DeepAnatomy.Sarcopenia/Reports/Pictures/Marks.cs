using DeepAnatomy.Sarcopenia.Reports.Charts;

namespace DeepAnatomy.Sarcopenia.Reports.Pictures;

/// <summary>Letters and scales on dark pictures.</summary>
static class Marks
{
    /// <summary>White text on a translucent dark plate; <paramref name="y"/> is the baseline.</summary>
    public static void Plate(IChartCanvas canvas, string text, double x, double y, double unit, Anchor anchor, Colour? colour = null)
    {
        if (text.Length == 0)
        {
            return;
        }

        var style = new TextStyle(8 * unit, colour ?? Ink.White, FontWeight.SemiBold, anchor);
        var width = canvas.WidthOf(text, style) + (5 * unit);
        var left = anchor switch { Anchor.Start => x - (2.5 * unit), Anchor.Middle => x - (width / 2), _ => x - width + (2.5 * unit) };
        canvas.Box(left, y - (7.6 * unit), width, 10 * unit, Ink.Black.At(0.55), null, 2 * unit);
        canvas.Text(text, x, y, style);
    }

    /// <summary>A bar of 5 cm (1 cm on small pictures) that ends at (x, y).</summary>
    public static void Scale(IChartCanvas canvas, double x, double y, double pointsPerMm, double unit)
    {
        var centimetres = pointsPerMm * 50 > 30 ? 5 : 1;
        var length = pointsPerMm * centimetres * 10;
        var stroke = new Stroke(Ink.White, 1.2 * unit);
        canvas.Box(x - length - (4 * unit), y - (14 * unit), length + (8 * unit), 18 * unit, Ink.Black.At(0.55), null, 2 * unit);
        canvas.Line(x - length, y, x, y, stroke);
        canvas.Line(x - length, y - (2.5 * unit), x - length, y + (0.6 * unit), stroke);
        canvas.Line(x, y - (2.5 * unit), x, y + (0.6 * unit), stroke);
        canvas.Text($"{centimetres} cm", x - (length / 2), y - (4.5 * unit), new(7.5 * unit, Ink.White, FontWeight.SemiBold, Anchor.Middle));
    }
}
