using DeepAnatomy.Sarcopenia.Reports.Content;

namespace DeepAnatomy.Sarcopenia.Reports.Charts;

/// <summary>A number on a line with every applicable cut-off: below all, below some, or below none is seen at a glance.</summary>
static class StripChart
{
    const double AxisY = 9, FirstLabelY = 22, RowHeight = 8.6, LabelSize = 6.6;

    public static Drawing Of(Strip strip, double width)
    {
        var labels = Place(strip, width);
        var rows = labels.Count == 0 ? 0 : labels.Max(l => l.Row) + 1;
        return new(width, FirstLabelY + Math.Max(0, (rows - 1) * RowHeight) + 3, strip.Description, canvas => Draw(canvas, strip, labels, width));
    }

    static void Draw(IChartCanvas canvas, Strip strip, List<(StripLimit Limit, double X, double LabelX, int Row)> labels, double width)
    {
        canvas.Box(0, AxisY - 3, width, 6, Ink.Panel, new(Ink.Hairline, 0.5), 3);
        if (strip.Limits.Length > 0)
        {
            var (first, last) = (X(strip.Limits[0].At), X(strip.Limits[^1].At));
            var (tail, zone) = (Ink.Accent.At(0.30), Ink.Accent.At(0.14));
            canvas.Box(strip.IsHighBad ? last : 0, AxisY - 3, strip.IsHighBad ? width - last : first, 6, tail, null, 2.5);
            canvas.Box(first, AxisY - 3, last - first, 6, zone);
        }

        foreach (var (limit, x, labelX, row) in labels)
        {
            var colour = limit.IsCrossed ? Ink.Bad : Ink.Muted;
            var y = FirstLabelY + (row * RowHeight);
            canvas.Line(x, AxisY - 5, x, AxisY + 5, new(colour, 1));
            canvas.Text(limit.Label, labelX, y, new(LabelSize, colour, limit.IsCrossed ? FontWeight.SemiBold : FontWeight.Regular));
        }

        canvas.Disc(X(strip.Value), AxisY, 4.2, Ink.Text, new(Ink.White, 1.4));

        double X(double value) => XOf(strip, value, width);
    }

    static double XOf(Strip strip, double value, double width) => (value - strip.From) / (strip.To - strip.From) * width;

    /// <summary>Sets the labels in the order of their ticks, line by line, so that a dozen of them stay readable.</summary>
    static List<(StripLimit Limit, double X, double LabelX, int Row)> Place(Strip strip, double width)
    {
        var placed = new List<(StripLimit Limit, double X, double LabelX, int Row)>();
        var (left, row) = (0.0, 0);
        foreach (var limit in strip.Limits)
        {
            var length = FontMetrics.WidthOf(limit.Label, new(LabelSize, default, limit.IsCrossed ? FontWeight.SemiBold : FontWeight.Regular));
            if (left > 0 && left + length > width)
            {
                (left, row) = (0, row + 1);
            }

            placed.Add((limit, XOf(strip, limit.At, width), left, row));
            left += length + 9;
        }

        return placed;
    }
}
