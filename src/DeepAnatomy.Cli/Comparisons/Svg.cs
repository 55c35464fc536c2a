using System.Globalization;
using System.Net;
using System.Text;

namespace DeepAnatomy.Cli.Comparisons;

/// <summary>Writes an inline SVG drawing.</summary>
sealed class Svg(double width, double height, string description)
{
    static readonly string[] Palette = ["#0b5f7a", "#d17a00", "#4a8c3f", "#8e4b9e", "#c0392b", "#5b6b75", "#2e6fbf", "#a88200"];
    readonly StringBuilder text = new();

    public static string Colour(int model) => Palette[model % Palette.Length];

    public static string F(double v) => Math.Round(v, 2).ToString(CultureInfo.InvariantCulture);

    public void Line(double x1, double y1, double x2, double y2, string stroke = "#d5dde2", double strokeWidth = 1, string? dash = null, double opacity = 1) =>
        text.Append($"<line x1=\"{F(x1)}\" y1=\"{F(y1)}\" x2=\"{F(x2)}\" y2=\"{F(y2)}\" stroke=\"{stroke}\" stroke-width=\"{F(strokeWidth)}\" opacity=\"{F(opacity)}\"{(dash is null ? "" : $" stroke-dasharray=\"{dash}\"")}/>");

    public void Path(IEnumerable<(double X, double Y)> points, string stroke, double strokeWidth = 1.6, double opacity = 1) =>
        text.Append($"<polyline fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{F(strokeWidth)}\" opacity=\"{F(opacity)}\" stroke-linejoin=\"round\" points=\"{string.Join(' ', points.Select(p => $"{F(p.X)},{F(p.Y)}"))}\"/>");

    public void Dot(double x, double y, double r, string fill, string title = "", double opacity = 0.75) =>
        text.Append($"<circle cx=\"{F(x)}\" cy=\"{F(y)}\" r=\"{F(r)}\" fill=\"{fill}\" opacity=\"{F(opacity)}\">{(title.Length == 0 ? "" : $"<title>{Escape(title)}</title>")}</circle>");

    public void Box(double x, double y, double w, double h, string fill, string? stroke = null, double opacity = 1) =>
        text.Append($"<rect x=\"{F(x)}\" y=\"{F(y)}\" width=\"{F(Math.Max(0, w))}\" height=\"{F(Math.Max(0, h))}\" fill=\"{fill}\" opacity=\"{F(opacity)}\"{(stroke is null ? "" : $" stroke=\"{stroke}\"")}/>");

    public void Text(double x, double y, string s, string anchor = "start", double size = 11, string fill = "#55646f", int weight = 400, string more = "") =>
        text.Append($"<text x=\"{F(x)}\" y=\"{F(y)}\" text-anchor=\"{anchor}\" font-size=\"{F(size)}\" fill=\"{fill}\" font-weight=\"{weight}\"{more}>{Escape(s)}</text>");

    /// <summary>Writes text that stays readable on dots and lines.</summary>
    public void Label(double x, double y, string s, string fill) =>
        Text(x, y, s, "end", 9.5, fill, 600, " stroke=\"#ffffff\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\"");

    public override string ToString() => $"<svg viewBox=\"0 0 {F(width)} {F(height)}\" role=\"img\" aria-label=\"{Escape(description)}\" xmlns=\"http://www.w3.org/2000/svg\">{text}</svg>";

    public static string Escape(string s) => WebUtility.HtmlEncode(s);
}

/// <summary>A linear scale with round ticks.</summary>
sealed class Scale
{
    readonly double from, to, low, high;

    public Scale(double low, double high, double from, double to)
    {
        if (!(high > low))
        {
            (low, high) = (low - 0.5, low + 0.5);
        }

        (this.low, this.high, this.from, this.to) = (low, high, from, to);
    }

    public static Scale Around(IEnumerable<double> values, double from, double to, double floor = double.NegativeInfinity, double ceiling = double.PositiveInfinity)
    {
        var finite = values.Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        var pad = Math.Max((finite.Max() - finite.Min()) * 0.08, 1e-6);
        return new(Math.Max(floor, finite.Min() - pad), Math.Min(ceiling, finite.Max() + pad), from, to);
    }

    public double At(double v) => from + ((v - low) / (high - low) * (to - from));

    public IEnumerable<(double Value, string Text)> Ticks()
    {
        var raw = (high - low) / 4;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = new[] { 1, 2, 2.5, 5, 10 }.Select(f => f * power).First(s => s >= raw * 0.999);
        var digits = Math.Max(0, (int)Math.Ceiling(-Math.Log10(step) + (step / power == 2.5 ? 1 : 0) - 1e-9));
        for (var n = Math.Ceiling(low / step); n * step <= high + (step * 1e-9); n++)
        {
            // Adding zero turns a negative zero into zero.
            yield return (n * step, (Math.Round(n * step, 10) + 0.0).ToString($"F{digits}", CultureInfo.InvariantCulture));
        }
    }
}
