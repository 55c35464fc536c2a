using System.Globalization;
using System.Text;
using DeepAnatomy.Sarcopenia.Reports.Html;
using DeepAnatomy.Sarcopenia.Reports.Pictures;

namespace DeepAnatomy.Sarcopenia.Reports.Charts;

/// <summary>Draws to inline SVG, well-formed as XML.</summary>
sealed class SvgCanvas(double width, double height, string description) : IChartCanvas
{
    readonly StringBuilder body = new();

    public void Box(double x, double y, double width, double height, Colour? fill, Stroke? stroke = null, double radius = 0) =>
        body.Append($"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(Math.Max(0, width))}\" height=\"{N(Math.Max(0, height))}\"{(radius > 0 ? $" rx=\"{N(radius)}\"" : "")}{Fill(fill)}{Draw(stroke)}/>");

    public void Line(double x1, double y1, double x2, double y2, Stroke stroke) =>
        body.Append($"<line x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\"{Draw(stroke)}/>");

    public void Path(ReadOnlySpan<Spot> spots, Stroke stroke) =>
        body.Append($"<polyline points=\"{Points(spots)}\" fill=\"none\" stroke-linejoin=\"round\" stroke-linecap=\"round\"{Draw(stroke)}/>");

    public void Area(ReadOnlySpan<Spot> spots, Colour fill) => body.Append($"<polygon points=\"{Points(spots)}\"{Fill(fill)}/>");

    public void Disc(double x, double y, double radius, Colour? fill, Stroke? stroke = null) =>
        body.Append($"<circle cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(radius)}\"{Fill(fill)}{Draw(stroke)}/>");

    public void Text(string text, double x, double y, TextStyle style)
    {
        var anchor = style.Anchor switch { Anchor.Middle => " text-anchor=\"middle\"", Anchor.End => " text-anchor=\"end\"", _ => "" };
        var weight = style.Weight switch { FontWeight.SemiBold => " font-weight=\"600\"", FontWeight.Bold => " font-weight=\"700\"", FontWeight.Light => " font-weight=\"300\"", _ => "" };
        body.Append($"<text x=\"{N(x)}\" y=\"{N(y)}\" font-size=\"{N(style.Size)}\"{anchor}{weight}{Fill(style.Colour)}>{Markup.Escape(text)}</text>");
    }

    public void Picture(Picture picture, double x, double y, double width, double height) =>
        body.Append($"<image x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\" preserveAspectRatio=\"none\" href=\"data:{picture.MediaType};base64,{Convert.ToBase64String(picture.Bytes)}\"/>");

    public double WidthOf(string text, TextStyle style) => FontMetrics.WidthOf(text, style);

    public override string ToString() =>
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {N(width)} {N(height)}\" role=\"img\" aria-label=\"{Markup.Escape(description)}\"><title>{Markup.Escape(description)}</title>{body}</svg>";

    static string N(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    static string Fill(Colour? colour) => colour is not { } c ? " fill=\"none\"" : $" fill=\"{c.Hex}\"{(c.Opacity < 1 ? $" fill-opacity=\"{N(c.Opacity)}\"" : "")}";

    static string Draw(Stroke? stroke) => stroke is not { } s ? "" :
        $" stroke=\"{s.Colour.Hex}\" stroke-width=\"{N(s.Width)}\"{(s.Colour.Opacity < 1 ? $" stroke-opacity=\"{N(s.Colour.Opacity)}\"" : "")}{(s.Dashed ? " stroke-dasharray=\"3 2.4\"" : "")}";

    static string Points(ReadOnlySpan<Spot> spots)
    {
        var text = new StringBuilder();
        foreach (var spot in spots)
        {
            text.Append(N(spot.X)).Append(',').Append(N(spot.Y)).Append(' ');
        }

        return text.ToString().TrimEnd();
    }
}
