using DeepAnatomy.Evaluation.Agreement;
using DeepAnatomy.Evaluation.Statistics;

namespace DeepAnatomy.Cli.Comparisons;

/// <summary>The charts of a comparison.</summary>
static class Charts
{
    /// <summary>One panel: box, dots and paired lines per model.</summary>
    public static string Strip(ComparedMetric c, IReadOnlyList<string> models, IReadOnlyList<string> cases, bool hasLegend)
    {
        const double W = 330, H = 230, Left = 46, Top = 26, Bottom = 22;
        var svg = new Svg(W, H, $"{c.Metric.Title} of {c.Structure} per case and model");
        var y = Scale.Around(c.Values.SelectMany(v => v), H - Bottom, Top, c.Metric.IsHigherBetter ? double.NegativeInfinity : 0, c.Metric.IsHigherBetter ? 1 : double.PositiveInfinity);
        svg.Text(4, 13, c.Structure.Replace('_', ' '), size: 12, fill: "#17232e", weight: 600);
        foreach (var (value, text) in y.Ticks())
        {
            svg.Line(Left, y.At(value), W - 4, y.At(value));
            svg.Text(Left - 6, y.At(value) + 4, text, "end", 10);
        }

        var step = (W - Left - 8) / models.Count;
        double X(int m) => Left + (step * (m + 0.5));
        for (var n = 0; n < c.Values.Length; n++)
        {
            svg.Path(c.Values[n].Select((v, m) => (X(m) + Shift(n, step), v)).Where(p => double.IsFinite(p.v)).Select(p => (p.Item1, y.At(p.v))), "#9aa8b1", 0.7, 0.45);
        }

        for (var m = 0; m < models.Count; m++)
        {
            Column(svg, c, m, X(m), step, y, models, cases);
            svg.Text(X(m), H - 6, hasLegend ? Short(models[m], step) : $"{(char)('A' + m)}", "middle", 10, Svg.Colour(m), 600);
        }

        return svg.ToString();
    }

    static void Column(Svg svg, ComparedMetric c, int m, double x, double step, Scale y, IReadOnlyList<string> models, IReadOnlyList<string> cases)
    {
        double[] values = [.. c.Values.Select(r => r[m]).Where(double.IsFinite).Order()];
        if (values.Length >= 4)
        {
            double Quantile(double p) => values[(int)Math.Round(p * (values.Length - 1))];
            var half = Math.Min(22, step * 0.32);
            svg.Box(x - half, y.At(Quantile(0.75)), 2 * half, Math.Max(1, y.At(Quantile(0.25)) - y.At(Quantile(0.75))), Svg.Colour(m), opacity: 0.16);
            svg.Line(x - half, y.At(Quantile(0.5)), x + half, y.At(Quantile(0.5)), Svg.Colour(m), 2.2);
        }

        for (var n = 0; n < c.Values.Length; n++)
        {
            if (double.IsFinite(c.Values[n][m]))
            {
                svg.Dot(x + Shift(n, step), y.At(c.Values[n][m]), values.Length > 60 ? 1.8 : 2.8, Svg.Colour(m), $"{cases[n]}, {models[m]}: {ComparisonText.N(c.Values[n][m], c.Metric.Digits)}");
            }
        }
    }

    // A fixed shift keeps the dots of cases apart without chance.
    static double Shift(int n, double step) => ((n * 0.618034 % 1) - 0.5) * Math.Min(20, step * 0.3);

    /// <summary>Mean differences of all pairs with their intervals, and the margin.</summary>
    public static string Forest(ComparedMetric c, double? margin)
    {
        const double W = 720, Left = 270, Right = 170;
        var pairs = c.Result.Pairs;
        var height = 40 + (pairs.Count * 22);
        var svg = new Svg(W, height, $"Differences of {c.Metric.Title} between models");
        var x = Scale.Around(pairs.SelectMany(p => new[] { p.Difference.Low, p.Difference.High, 0 }).Concat(margin is { } g ? [-g, g] : []), Left, W - Right);
        if (margin is { } m)
        {
            svg.Box(x.At(-m), 6, x.At(m) - x.At(-m), height - 32, "#dcebf0", opacity: 0.7);
        }

        foreach (var (value, text) in x.Ticks())
        {
            svg.Line(x.At(value), 6, x.At(value), height - 24, value == 0 ? "#55646f" : "#d5dde2", value == 0 ? 1.4 : 1);
            svg.Text(x.At(value), height - 8, text, "middle", 10);
        }

        for (var n = 0; n < pairs.Count; n++)
        {
            var (p, at) = (pairs[n], 20 + (n * 22.0));
            var isSure = p.HolmP < 0.05;
            svg.Text(0, at + 4, $"{p.First} − {p.Second}", size: 11, fill: "#17232e");
            svg.Line(x.At(p.Difference.Low), at, x.At(p.Difference.High), at, isSure ? "#0b5f7a" : "#8896a0", 2.4);
            svg.Dot(x.At(p.Difference.Estimate), at, 4.2, isSure ? "#0b5f7a" : "#8896a0", opacity: 1);
            var (ink, weight) = isSure ? ("#17232e", 600) : ("#55646f", 400);
            svg.Text(W - Right + 60, at + 4, ComparisonText.N(p.Difference.Estimate, c.Metric.Digits), "end", 10.5, ink, weight);
            svg.Text(W - Right + 78, at + 4, $"p {ComparisonText.P(p.HolmP)}", size: 10.5, fill: ink, weight: weight);
        }

        return svg.ToString();
    }

    public static string BlandAltman(MuscleAgreement a, int model, string direction = "model − reference", bool hasBands = true)
    {
        const double W = 330, H = 230, Left = 46, Top = 26, Bottom = 34;
        var svg = new Svg(W, H, $"Bland-Altman of {a.Figure}, {a.Model}");
        double[] mean = [.. a.Reference.Zip(a.Prediction, (r, p) => (r + p) / 2)], difference = [.. a.Reference.Zip(a.Prediction, (r, p) => p - r)];
        IEnumerable<double> limits = a.Result is { } r1 ? [hasBands ? r1.LowerLimitInterval.Low : r1.LowerLimit, hasBands ? r1.UpperLimitInterval.High : r1.UpperLimit, 0] : [0];
        var (x, y) = (Scale.Around(mean, Left, W - 8), Scale.Around(difference.Concat(limits), H - Bottom, Top));
        svg.Text(4, 13, $"{a.Figure}, {a.Model}", size: 12, fill: "#17232e", weight: 600);
        foreach (var (value, text) in y.Ticks())
        {
            svg.Line(Left, y.At(value), W - 4, y.At(value), value == 0 ? "#9aa8b1" : "#e6ebee");
            svg.Text(Left - 6, y.At(value) + 4, text, "end", 10);
        }

        foreach (var (value, text) in x.Ticks())
        {
            svg.Text(Math.Min(x.At(value), W - 12), H - Bottom + 14, text, "middle", 10);
        }

        if (a.Result is { } r)
        {
            Limits(svg, r, y, W, Left, hasBands);
        }

        for (var n = 0; n < mean.Length; n++)
        {
            svg.Dot(x.At(mean[n]), y.At(difference[n]), 3, Svg.Colour(model));
        }

        foreach (var at in a.Result is { } drawn ? new[] { drawn.LowerLimit, drawn.Bias, drawn.UpperLimit } : [])
        {
            svg.Label(W - 6, y.At(at) - 3, ComparisonText.N(at, 2), "#0b5f7a");
        }

        svg.Text((W + Left) / 2, H - 4, $"mean of both, {a.Unit}; up: {direction}, {a.Unit}", "middle", 9.5);
        return svg.ToString();
    }

    static void Limits(Svg svg, BlandAltmanResult r, Scale y, double width, double left, bool hasBands)
    {
        foreach (var (at, band) in new[] { (r.LowerLimit, r.LowerLimitInterval), (r.Bias, r.BiasInterval), (r.UpperLimit, r.UpperLimitInterval) })
        {
            if (hasBands)
            {
                svg.Box(left, y.At(band.High), width - left - 4, y.At(band.Low) - y.At(band.High), "#0b5f7a", opacity: 0.09);
            }

            svg.Line(left, y.At(at), width - 4, y.At(at), "#0b5f7a", 1.3, at == r.Bias ? null : "5 4");
        }
    }

    /// <summary>How often each model took each place when cases were drawn anew: the area of a disc is the share.</summary>
    public static string Places(RankingStabilityResult r, IReadOnlyList<string> models)
    {
        const double Cell = 44, Left = 150, Top = 40;
        var svg = new Svg(Left + (models.Count * Cell) + 10, Top + (models.Count * Cell) + 6, $"Places under {r.Full.Scheme}");
        svg.Text(0, 13, $"{Words(r.Full.Scheme)} · τ {ComparisonText.N(r.Taus.All(double.IsNaN) ? double.NaN : r.MeanTau, 2)}", size: 12, fill: "#17232e", weight: 600);
        var order = Enumerable.Range(0, models.Count).OrderBy(m => r.Full.Ranks[m]).ToArray();
        for (var row = 0; row < order.Length; row++)
        {
            var m = order[row];
            var y = Top + (Cell * (row + 0.5));
            svg.Line(Left, y, Left + (models.Count * Cell), y, "#eef2f4");
            svg.Text(Left - 12, y + 4, Short(models[m], 150), "end", 11, Svg.Colour(m), 600);
            for (var place = 0; place < models.Count; place++)
            {
                var (x, share) = (Left + (Cell * (place + 0.5)), r.RankProbability[m][place]);
                if (share > 0.001)
                {
                    svg.Dot(x, y, Math.Sqrt(share) * 18, Svg.Colour(m), $"{models[m]}: place {place + 1} in {share:P1}", 0.8);
                    svg.Text(x, y + 4, share >= 0.2 ? $"{100 * share:0}" : "", "middle", 10, "#ffffff", 600);
                }

                if (row == 0)
                {
                    svg.Text(x, Top - 10, $"{place + 1}", "middle", 10);
                }
            }
        }

        return svg.ToString();
    }

    /// <summary>Mean Dice by position along the structure.</summary>
    public static string AlongBody(Comparison c, string structure)
    {
        const double W = 330, H = 210, Left = 46, Top = 26, Bottom = 34;
        const int Bins = 20;
        var svg = new Svg(W, H, $"Dice of {structure} by slice position");
        var curves = c.Models.Select((_, m) => Enumerable.Range(0, Bins).Select(bin =>
        {
            double[] inside = [.. c.Cases.SelectMany(x => x.Models[m].Slices.TryGetValue(structure, out var s) ? s : []).Where(s => Math.Min(Bins - 1, (int)(s.Position * Bins)) == bin).Select(s => s.Dice)];
            return (Position: (bin + 0.5) / Bins, Dice: inside.Length == 0 ? double.NaN : inside.Average());
        }).Where(p => double.IsFinite(p.Dice)).ToArray()).ToArray();
        var y = Scale.Around(curves.SelectMany(p => p.Select(v => v.Dice)), H - Bottom, Top, 0, 1);
        svg.Text(4, 13, structure.Replace('_', ' '), size: 12, fill: "#17232e", weight: 600);
        foreach (var (value, text) in y.Ticks())
        {
            svg.Line(Left, y.At(value), W - 4, y.At(value));
            svg.Text(Left - 6, y.At(value) + 4, text, "end", 10);
        }

        for (var m = 0; m < curves.Length; m++)
        {
            svg.Path(curves[m].Select(p => (Left + (p.Position * (W - Left - 8)), y.At(p.Dice))), Svg.Colour(m), 1.8, 0.9);
        }

        svg.Text(Left, H - 12, "foot end", size: 10);
        svg.Text(W - 6, H - 12, "head end", "end", 10);
        return svg.ToString();
    }

    public static string Words(RankingScheme scheme) => scheme switch
    {
        RankingScheme.MeanThenRank => "mean, then rank",
        RankingScheme.MedianThenRank => "median, then rank",
        RankingScheme.RankThenMean => "rank, then mean",
        RankingScheme.RankThenMedian => "rank, then median",
        _ => "significance wins",
    };

    static string Short(string text, double width)
    {
        var fits = Math.Max(3, (int)(width / 6.2));
        return text.Length <= fits ? text : text[..(fits - 1)] + "…";
    }
}
