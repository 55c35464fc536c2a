using DeepAnatomy.Sarcopenia.Analyses;
using DeepAnatomy.Sarcopenia.Reports.Pictures;
using DeepAnatomy.Sarcopenia.Reports.Wording;

namespace DeepAnatomy.Sarcopenia.Reports.Charts;

/// <summary>HU histogram of the muscle compartment with the windows of fat, low- and normal-attenuation muscle shaded.</summary>
static class HistogramChart
{
    const int FirstHu = -200, LastHu = 200;

    public static Drawing Of(HuHistogram histogram, Texts texts, double width, double height) => new(width, height, texts["details.histogram.alt"], canvas =>
    {
        double top = 26, bottom = height - 26, left = 26;
        var total = Math.Max(1, histogram.Counts.Sum());
        var x = new Axis(FirstHu, LastHu, left, width - left - 4);
        var shares = histogram.Counts.Select(c => 100.0 * c / total).ToArray();
        var y = Axis.Around(shares.Append(1), bottom, top - bottom, true);
        foreach (var (window, measure, colour) in ReportPictures.Quality)
        {
            canvas.Box(x[window.Low], top - 14, x[window.High + 1] - x[window.Low], bottom - top + 14, colour.At(0.10));
            canvas.Text(measure, (x[window.Low] + x[window.High + 1]) / 2, top - 4.5, new(7, Ink.Text, FontWeight.SemiBold, Anchor.Middle));
        }

        foreach (var tick in y.Ticks(4))
        {
            canvas.Line(left, y[tick], width - 4, y[tick], new(Ink.Hairline, 0.5));
            canvas.Text(texts.Number(tick, tick % 1 == 0 ? 0 : 1), left - 4, y[tick] + 2.4, new(7, Ink.Muted, Anchor: Anchor.End));
        }

        DrawBars(canvas, histogram, shares, x, y);
        canvas.Line(left, bottom, width - 4, bottom, new(Ink.Muted, 0.75));
        foreach (var tick in new[] { -190, -150, -100, -30, 30, 100, 150 })
        {
            canvas.Line(x[tick], bottom, x[tick], bottom + 2.5, new(Ink.Muted, 0.75));
            canvas.Text(texts.Number(tick, 0), x[tick], bottom + 10.5, new(7, Ink.Muted, Anchor: Anchor.Middle));
        }

        canvas.Text(texts["axis.hu"], width - 4, bottom + 21, new(7, Ink.Muted, FontWeight.SemiBold, Anchor.End));
        canvas.Text(texts["axis.share"], 0, 7, new(7, Ink.Muted, FontWeight.SemiBold));
    });

    static void DrawBars(IChartCanvas canvas, HuHistogram histogram, double[] shares, Axis x, Axis y)
    {
        for (var n = 0; n < shares.Length; n++)
        {
            var low = histogram.FirstHu + (n * histogram.BinHu);
            var (from, to) = (Math.Max(low, FirstHu), Math.Min(low + histogram.BinHu, LastHu));
            if (shares[n] <= 0 || to <= from)
            {
                continue;
            }

            var middle = low + ((histogram.BinHu - 1) / 2.0);
            var colour = Ink.Muted;
            foreach (var (window, _, own) in ReportPictures.Quality)
            {
                colour = middle >= window.Low && middle <= window.High ? own : colour;
            }

            canvas.Box(x[from], y[shares[n]], Math.Max(0.4, x[to] - x[from] - 0.4), y[0] - y[shares[n]], colour);
        }
    }
}
