using DeepAnatomy.Evaluation.Calibration;

namespace DeepAnatomy.Cli.Comparisons;

/// <summary>A reliability diagram: how often voxels are what a probability says, and how many voxels have it.</summary>
static class ReliabilityChart
{
    /// <param name="title">Above the diagram.</param>
    /// <param name="bins">What is drawn; empty bins are left out.</param>
    /// <param name="colour">Which colour of the page.</param>
    /// <param name="most">The highest count of a bin, for bars on one scale over several diagrams; null takes that of these bins.</param>
    public static string Of(string title, IReadOnlyList<ReliabilityBin> bins, int colour = 0, long? most = null)
    {
        const double W = 330, H = 300, Left = 46, Top = 26, Bottom = 74, Bars = 26;
        var svg = new Svg(W, H, $"Reliability of {title}");
        var (x, y) = (new Scale(0, 1, Left, W - 10), new Scale(0, 1, H - Bottom, Top));
        svg.Text(4, 13, title, size: 12, fill: "#17232e", weight: 600);
        foreach (var (value, text) in y.Ticks())
        {
            svg.Line(Left, y.At(value), W - 10, y.At(value), "#e6ebee");
            svg.Text(Left - 6, y.At(value) + 4, text, "end", 10);
            svg.Text(x.At(value), H - Bottom + 14, text, "middle", 10);
        }

        svg.Line(x.At(0), y.At(0), x.At(1), y.At(1), "#9aa8b1", 1.2, "5 4");
        var filled = bins.Where(b => b.Count > 0).ToArray();
        foreach (var b in filled)
        {
            // The gap between what was said and what was true.
            svg.Box(x.At(b.Low) + 1, Math.Min(y.At(b.PositiveFraction), y.At(b.MeanProbability)), x.At(b.High) - x.At(b.Low) - 2, Math.Abs(y.At(b.PositiveFraction) - y.At(b.MeanProbability)), "#d17a00", opacity: 0.22);
        }

        svg.Path(filled.Select(b => (x.At(b.MeanProbability), y.At(b.PositiveFraction))), Svg.Colour(colour), 1.8);
        var top = Math.Log10(1 + (most ?? filled.Select(b => b.Count).DefaultIfEmpty(1).Max()));
        foreach (var b in filled)
        {
            svg.Dot(x.At(b.MeanProbability), y.At(b.PositiveFraction), 3.4, Svg.Colour(colour), $"said {b.MeanProbability:0.000}, true {b.PositiveFraction:0.000}, {b.Count} voxels", 1);
            var height = Bars * Math.Log10(1 + b.Count) / top;
            svg.Box(x.At(b.Low) + 1, H - 16 - height, x.At(b.High) - x.At(b.Low) - 2, height, "#8896a0", opacity: 0.6);
        }

        svg.Text((W + Left) / 2, H - Bottom + 27, "probability", "middle", 9.5);
        svg.Text((W + Left) / 2, H - 4, "voxels per bin (logarithmic)", "middle", 9.5);
        svg.Text(Left + 6, Top + 10, "share that is true", size: 9.5);
        return svg.ToString();
    }
}
