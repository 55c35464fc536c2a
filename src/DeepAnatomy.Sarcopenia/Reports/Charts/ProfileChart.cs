using System.Collections.Immutable;
using DeepAnatomy.Sarcopenia.Analyses;
using DeepAnatomy.Sarcopenia.Reports.Pictures;
using DeepAnatomy.Sarcopenia.Reports.Wording;

namespace DeepAnatomy.Sarcopenia.Reports.Charts;

/// <summary>Areas and density slice by slice, head on top, beside a coronal view at the same scale.</summary>
static class ProfileChart
{
    public const double Top = 30, PictureWidth = 92, Bottom = 20;

    const double Gap = 14;

    public static Drawing Of(ImmutableArray<SliceProfileRow> rows, ImmutableArray<VertebraBand> vertebrae, int? levelK, int slices, Picture coronal, Texts texts, double width, double height) => new(width, height, texts["details.profile.alt"], canvas =>
    {
        var y = new Axis(-0.5, slices - 0.5, height - Bottom, Top + Bottom - height);
        canvas.Picture(coronal, 0, Top, PictureWidth, height - Bottom - Top);
        DrawBands(canvas, vertebrae, y, width);
        var panel = (width - PictureWidth - (3 * Gap)) / 3;
        var panels = new[]
        {
            (texts["profile.muscle"], new[] { new Series("", Ink.Accent, [.. rows.Select(r => r.MuscleCm2)]) }, true),
            (texts["profile.density"], [new Series("", Ink.Accent, [.. rows.Select(r => r.MuscleMeanHu)])], false),
            (texts["profile.fat"],
            [
                new Series("SAT", Colour.Of(0x6a55c9), [.. rows.Select(r => r.SatCm2)]),
                new Series("VAT", Colour.Of(0xa88400), [.. rows.Select(r => r.VatCm2)]),
                new Series("IMAT", Colour.Of(0xb8491a), [.. rows.Select(r => r.ImatCm2)]),
            ], true),
        };
        for (var n = 0; n < panels.Length; n++)
        {
            var left = PictureWidth + Gap + (n * (panel + Gap));
            DrawPanel(canvas, rows, panels[n].Item1, panels[n].Item2, panels[n].Item3, y, left, panel, height, texts);
        }

        if (levelK is { } k)
        {
            canvas.Line(0, y[k], PictureWidth, y[k], new(Ink.Level, 1.1));
            canvas.Line(PictureWidth, y[k], width, y[k], new(Ink.Accent, 0.9, true));
        }
    });

    static void DrawBands(IChartCanvas canvas, ImmutableArray<VertebraBand> vertebrae, Axis y, double width)
    {
        for (var n = 0; n < vertebrae.Length; n++)
        {
            var (top, bottom) = (y[Math.Min(vertebrae[n].TopK, y.To)], y[Math.Max(vertebrae[n].BottomK, y.From)]);
            if (bottom - top < 1)
            {
                continue;
            }

            canvas.Box(PictureWidth + Gap, top, width - PictureWidth - Gap, bottom - top, n % 2 == 0 ? Ink.Panel : Ink.AccentSoft.At(0.45));
            if (bottom - top > 8)
            {
                Marks.Plate(canvas, vertebrae[n].Name, 4, ((top + bottom) / 2) + 2.6, 0.8, Anchor.Start);
            }
        }
    }

    static void DrawPanel(IChartCanvas canvas, ImmutableArray<SliceProfileRow> rows, string title, Series[] series, bool fromZero, Axis y, double left, double width, double height, Texts texts)
    {
        canvas.Text(title, left, 8, new(8, Ink.Text, FontWeight.SemiBold));
        var known = series.SelectMany(s => s.Values).OfType<double>().ToArray();
        canvas.Line(left, Top, left, height - Bottom, new(Ink.Hairline, 0.75));
        if (known.Length == 0)
        {
            canvas.Text(texts["profile.none"], left + 6, (height + Top - Bottom) / 2, new(8, Ink.Muted));
            return;
        }

        var x = Axis.Around(known, left, width - 2, fromZero);
        foreach (var tick in x.Ticks(4))
        {
            canvas.Line(x[tick], Top, x[tick], height - Bottom, new(Ink.Hairline, 0.5));
            canvas.Text(texts.Number(tick, x.To - x.From < 4 ? 1 : 0), x[tick], height - Bottom + 10, new(7, Ink.Muted, Anchor: Anchor.Middle));
        }

        var nameX = left;
        foreach (var one in series)
        {
            DrawSeries(canvas, rows, one, x, y);
            if (one.Name.Length > 0 && one.Values.Any(v => v is not null))
            {
                canvas.Line(nameX, 18, nameX + 9, 18, new(one.Colour, 1.8));
                canvas.Text(one.Name, nameX + 12, 20.5, new(7, Ink.Text));
                nameX += 16 + canvas.WidthOf(one.Name, new(7, Ink.Text)) + 4;
            }
        }
    }

    static void DrawSeries(IChartCanvas canvas, ImmutableArray<SliceProfileRow> rows, Series series, Axis x, Axis y)
    {
        var run = new List<Spot>();
        for (var n = 0; n <= rows.Length; n++)
        {
            var isGap = n == rows.Length || series.Values[n] is null || (n > 0 && Math.Abs(rows[n].SliceK - rows[n - 1].SliceK) != 1);
            if (isGap && run.Count > 0)
            {
                Flush(canvas, run, series.Colour);
            }

            if (n < rows.Length && series.Values[n] is { } value)
            {
                run.Add(new(x[value], y[rows[n].SliceK]));
            }
        }

        if (run.Count > 0)
        {
            Flush(canvas, run, series.Colour);
        }
    }

    static void Flush(IChartCanvas canvas, List<Spot> run, Colour colour)
    {
        if (run.Count == 1)
        {
            canvas.Disc(run[0].X, run[0].Y, 1, colour);
        }
        else
        {
            canvas.Path(run.ToArray(), new(colour, 1.4));
        }

        run.Clear();
    }

    sealed record Series(string Name, Colour Colour, ImmutableArray<double?> Values);
}
