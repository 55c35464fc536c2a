using System.Globalization;
using System.Text;

namespace DeepAnatomy.Networks.Drawing;

/// <summary>Writes SVG elements.</summary>
sealed class SvgText
{
    // Mean advance of a sans-serif letter by its size; wide enough that text stays inside its box.
    const double LetterWidth = 0.56;

    readonly StringBuilder text = new();

    public void Raw(string line) => text.Append(line).Append('\n');

    public void Rectangle(double x, double y, double width, double height, string attributes) =>
        Raw($"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\" {attributes}/>");

    public void Text(double x, double y, string value, string attributes) => Raw($"<text x=\"{N(x)}\" y=\"{N(y)}\" {attributes}>{Escape(value)}</text>");

    /// <summary>The text, shortened to a width.</summary>
    public static string Fit(string value, double width, double size)
    {
        var most = (int)(width / (size * LetterWidth));
        return value.Length <= most ? value : most > 1 ? value[..(most - 1)] + "…" : "";
    }

    public static double WidthOf(string value, double size) => value.Length * size * LetterWidth;

    public static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    public static string Escape(string value)
    {
        var clean = new StringBuilder(value.Length);
        foreach (var c in value)
        {
            clean.Append(c switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", '"' => "&quot;", _ when char.IsControl(c) => "?", _ => c.ToString() });
        }

        return clean.ToString();
    }

    public override string ToString() => text.ToString();
}
