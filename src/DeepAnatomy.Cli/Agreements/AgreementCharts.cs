using DeepAnatomy.Cli.Comparisons;
using DeepAnatomy.Evaluation.Agreement;
using DeepAnatomy.Evaluation.Cases;
using static DeepAnatomy.Cli.Comparisons.ComparisonText;

namespace DeepAnatomy.Cli.Agreements;

/// <summary>The charts of an agreement study.</summary>
static class AgreementCharts
{
    /// <summary>A matrix of readers by readers; the darker, the better they agree.</summary>
    public static string Matrix(AgreementStudy s, string title, int digits, bool isHigherBetter, Func<(int First, int Second), double> value)
    {
        const double Left = 104, Top = 52, Cell = 56;
        var n = s.Readers.Count;
        var svg = new Svg(Left + (n * Cell) + 6, Top + (n * Cell) + 6, title);
        svg.Text(0, 13, title, size: 12, fill: "#17232e", weight: 600);
        var all = s.Pairs.Select(value).Where(double.IsFinite).ToArray();
        var (low, high) = all.Length == 0 ? (0, 1) : (all.Min(), all.Max());
        for (var a = 0; a < n; a++)
        {
            svg.Text(Left - 8, Top + ((a + 0.5) * Cell) + 4, Short(s.Readers[a], 14), "end", 10.5, "#17232e");
            svg.Text(Left + ((a + 0.5) * Cell), Top - 8, Short(s.Readers[a], 8), "middle", 10.5, "#17232e");
            for (var b = 0; b < n; b++)
            {
                var (x, y) = (Left + (b * Cell), Top + (a * Cell));
                if (a == b)
                {
                    svg.Box(x + 1, y + 1, Cell - 2, Cell - 2, "#eef2f4");
                    continue;
                }

                var v = value((Math.Min(a, b), Math.Max(a, b)));
                var good = high > low ? (isHigherBetter ? v - low : high - v) / (high - low) : 0.5;
                var strength = double.IsFinite(good) ? 0.12 + (0.78 * good) : 0;
                svg.Box(x + 1, y + 1, Cell - 2, Cell - 2, "#0b5f7a", opacity: strength);
                svg.Text(x + (Cell / 2), y + (Cell / 2) + 4, N(v, digits), "middle", 11, strength > 0.5 ? "#ffffff" : "#17232e", 600);
            }
        }

        return svg.ToString();
    }

    /// <summary>Dice of every pair for the structures on which readers differ most.</summary>
    public static string Dots(AgreementStudy s, int most)
    {
        var rows = s.Structures.Select(name => (Name: name, Dice: s.Pairs.Select(p => s.Mean(p, [name], l => l.Dice)).ToArray())).Where(r => r.Dice.Any(double.IsFinite)).OrderBy(r => r.Dice.Where(double.IsFinite).Min()).Take(most).ToArray();
        const double W = 760, Left = 190, Row = 19, Top = 8;
        var height = Top + (rows.Length * Row) + 24;
        var svg = new Svg(W, height, "Dice of each pair of readers by structure");
        var x = Scale.Around(rows.SelectMany(r => r.Dice), Left, W - 14, 0, 1);
        foreach (var (value, text) in x.Ticks())
        {
            svg.Line(x.At(value), Top, x.At(value), height - 20, "#e6ebee");
            svg.Text(x.At(value), height - 6, text, "middle", 10);
        }

        for (var n = 0; n < rows.Length; n++)
        {
            var y = Top + ((n + 0.5) * Row);
            var finite = rows[n].Dice.Where(double.IsFinite).ToArray();
            svg.Text(Left - 10, y + 4, Short(rows[n].Name.Replace('_', ' '), 32), "end", 10.5, "#17232e");
            svg.Line(x.At(finite.Min()), y, x.At(finite.Max()), y, "#c3ccd2", 2);
            for (var p = 0; p < rows[n].Dice.Length; p++)
            {
                if (double.IsFinite(rows[n].Dice[p]))
                {
                    svg.Dot(x.At(rows[n].Dice[p]), y, 3.6, Svg.Colour(p), $"{PairName(s, s.Pairs[p])}: {N(rows[n].Dice[p], 4)}", 0.8);
                }
            }
        }

        return svg.ToString();
    }

    /// <summary>Bland–Altman in percent over a logarithmic axis: for values that span decades, such as volumes of structures.</summary>
    public static string Percent(FigureAgreement f, AgreementStudy s, (int First, int Second) pair, int colour)
    {
        const double W = 330, H = 230, Left = 46, Top = 26, Bottom = 34;
        double[] a = [.. f.Rows.Select(r => r[pair.First])], b = [.. f.Rows.Select(r => r[pair.Second])];
        double[] mean = [.. a.Zip(b, (x, y) => (x + y) / 2)], percent = [.. a.Zip(b, (x, y) => 200 * (y - x) / (x + y))];
        var svg = new Svg(W, H, $"Differences of {f.Figure}, {PairName(s, pair)}");
        var result = f.Rows.Count >= 3 ? BlandAltman.Of(a, b) : null;
        var x = Scale.Around(mean.Select(Math.Log10), Left, W - 8);
        var y = Scale.Around(percent.Concat(result is { } r1 ? [r1.PercentLimits.Low, r1.PercentLimits.High, 0] : [0]), H - Bottom, Top);
        svg.Text(4, 13, $"{f.Figure}, {PairName(s, pair)}", size: 12, fill: "#17232e", weight: 600);
        foreach (var (value, text) in y.Ticks())
        {
            svg.Line(Left, y.At(value), W - 4, y.At(value), value == 0 ? "#9aa8b1" : "#e6ebee");
            svg.Text(Left - 6, y.At(value) + 4, text, "end", 10);
        }

        for (var decade = (int)Math.Ceiling(mean.Select(Math.Log10).Min() - 0.2); decade <= Math.Log10(mean.Max()) + 0.2; decade++)
        {
            svg.Text(Math.Clamp(x.At(decade), Left, W - 14), H - Bottom + 14, Math.Pow(10, decade).ToString("0.###", System.Globalization.CultureInfo.InvariantCulture), "middle", 10);
        }

        if (result is { } r)
        {
            foreach (var at in new[] { r.PercentLimits.Low, r.PercentBias, r.PercentLimits.High })
            {
                svg.Line(Left, y.At(at), W - 4, y.At(at), "#0b5f7a", 1.3, at == r.PercentBias ? null : "5 4");
            }
        }

        for (var n = 0; n < mean.Length; n++)
        {
            svg.Dot(x.At(Math.Log10(mean[n])), y.At(percent[n]), 2.8, Svg.Colour(colour));
        }

        foreach (var at in result is { } drawn ? new[] { drawn.PercentLimits.Low, drawn.PercentBias, drawn.PercentLimits.High } : [])
        {
            svg.Label(W - 6, y.At(at) - 3, $"{N(at, 1)} %", "#0b5f7a");
        }

        svg.Text((W + Left) / 2, H - 4, $"mean of both, {f.Unit}; up: second − first, %", "middle", 9.5);
        return svg.ToString();
    }

    public static string PairName(AgreementStudy s, (int First, int Second) pair) => $"{s.Readers[pair.First]} – {s.Readers[pair.Second]}";

    static string Short(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";
}
