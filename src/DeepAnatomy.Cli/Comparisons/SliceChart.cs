namespace DeepAnatomy.Cli.Comparisons;

/// <summary>Dice of slices by their position, one curve per case and their mean.</summary>
static class SliceChart
{
    /// <param name="title">The structure.</param>
    /// <param name="curves">Per case: position 0 (foot end of the structure) … 1 (head end), and Dice.</param>
    public static string Of(string title, IReadOnlyList<(double Position, double Dice)[]> curves)
    {
        const double W = 330, H = 210, Left = 46, Top = 26, Bottom = 34;
        var svg = new Svg(W, H, $"Dice of {title} by slice position");
        // From the lowest slice, but not so near to it that nothing looks like much.
        var lowest = curves.SelectMany(c => c).Select(p => p.Dice).DefaultIfEmpty(0).Min();
        var y = new Scale(Math.Min(0.9, Math.Floor(lowest * 10) / 10), 1, H - Bottom, Top);
        double X(double position) => Left + (position * (W - Left - 8));
        svg.Text(4, 13, title, size: 12, fill: "#17232e", weight: 600);
        foreach (var (value, text) in y.Ticks())
        {
            svg.Line(Left, y.At(value), W - 4, y.At(value));
            svg.Text(Left - 6, y.At(value) + 4, text, "end", 10);
        }

        foreach (var curve in curves)
        {
            svg.Path(curve.Select(p => (X(p.Position), y.At(p.Dice))), curves.Count == 1 ? Svg.Colour(0) : "#9aa8b1", curves.Count == 1 ? 1.8 : 0.8, curves.Count == 1 ? 0.9 : 0.5);
        }

        if (curves.Count > 1)
        {
            svg.Path(Binned(curves).Select(p => (X(p.Position), y.At(p.Dice))), Svg.Colour(0), 2.2);
        }

        svg.Text(Left, H - 12, "foot end", size: 10);
        svg.Text(W - 6, H - 12, "head end", "end", 10);
        return svg.ToString();
    }

    static IEnumerable<(double Position, double Dice)> Binned(IReadOnlyList<(double Position, double Dice)[]> curves)
    {
        const int Bins = 20;
        var all = curves.SelectMany(c => c).ToLookup(p => Math.Min(Bins - 1, (int)(p.Position * Bins)));
        return Enumerable.Range(0, Bins).Where(b => all[b].Any()).Select(b => ((b + 0.5) / Bins, all[b].Average(p => p.Dice)));
    }
}
