using System.Collections.Immutable;
using DeepAnatomy.Sarcopenia.Levels;
using DeepAnatomy.Sarcopenia.Reports.Pictures;
using DeepAnatomy.Sarcopenia.Reports.Wording;

namespace DeepAnatomy.Sarcopenia.Reports.Charts;

/// <summary>How the level was found: the straightened spine with names and discs, beside it at the same height the signals that were read, and the ways to number the vertebrae.</summary>
static class LevelChart
{
    const double Width = 515, Top = 26, Bottom = 22, Gap = 14, MostHeight = 300, MostPointsPerMm = 1.3, CandidateWidth = 96;

    /// <summary>Discs less clear than this are drawn hollow.</summary>
    const double Clear = 0.5;

    /// <summary>Points per mm of the straightened spine.</summary>
    public static double ScaleOf(GreyPicture straight) => Math.Min(MostPointsPerMm, MostHeight / straight.Height);

    public static Drawing Of(SpineModel spine, SpineExplanation explanation, LevelFinding level, Picture picture, Texts texts)
    {
        var scale = ScaleOf(explanation.Straight);
        var height = Math.Max(120, Top + (explanation.Straight.Height * scale) + Bottom);
        return new(Width, height, texts["details.evidence.alt"], canvas => new Sheet(canvas, spine, explanation, level, texts, scale).Draw(picture));
    }

    /// <summary>The place along the profile nearest to a height in the scan; the column may bend back at the sacrum, so every place is looked at.</summary>
    public static double PlaceOf(ImmutableArray<double> profileK, double k)
    {
        var best = 0;
        for (var s = 1; s < profileK.Length; s++)
        {
            best = Math.Abs(profileK[s] - k) < Math.Abs(profileK[best] - k) ? s : best;
        }

        return best;
    }

    sealed class Sheet(IChartCanvas canvas, SpineModel spine, SpineExplanation explanation, LevelFinding level, Texts texts, double scale)
    {
        static readonly TextStyle Title = new(8, Ink.Text, FontWeight.SemiBold), Small = new(7, Ink.Muted);

        readonly double pictureWidth = explanation.Straight.Width * scale, end = Top + (explanation.Straight.Height * scale);

        public void Draw(Picture picture)
        {
            canvas.Picture(picture, 0, Top, pictureWidth, end - Top);
            canvas.Text(texts["evidence.straight"], 0, 8, Title);
            var (left, width) = (pictureWidth + Gap, Width - pictureWidth - CandidateWidth - (4 * Gap));
            var body = width * 0.58;
            Bands(left, left + width + Gap);
            Panel(texts["evidence.body"], explanation.BodyProfileHu, left, body, Ink.Accent);
            Panel(texts["evidence.pedicle"], explanation.PedicleProfileHu, left + body + Gap, width - body, Ink.Warn);
            DiscMarks(left, body);
            Level(left + width + Gap);
            Candidates(Width - CandidateWidth);
        }

        double Y(double place) => end - ((place + 0.5) * scale);

        double YOfSlice(double k) => Y(PlaceOf(explanation.ProfileK, k));

        void Bands(double left, double right)
        {
            for (var n = 0; n < spine.Vertebrae.Length; n++)
            {
                var vertebra = spine.Vertebrae[n];
                var (top, bottom) = (YOfSlice(vertebra.TopK), YOfSlice(vertebra.BottomK));
                if (bottom - top < 4)
                {
                    continue;
                }

                canvas.Box(left, top, right - left, bottom - top, n % 2 == 0 ? Ink.Panel : Ink.AccentSoft.At(0.45));
                if (vertebra.Name != level.Name || level.SliceK is null)
                {
                    Marks.Plate(canvas, texts.Vertebra(vertebra.Name), 4, ((top + bottom) / 2) + 2.6, 0.8, Anchor.Start);
                }
            }
        }

        void Panel(string title, ImmutableArray<double> values, double left, double width, Colour colour)
        {
            canvas.Text(title, left, 8, Title);
            canvas.Text("HU", left, 18, Small);
            canvas.Line(left, Top, left, end, new(Ink.Hairline, 0.75));
            var x = AxisOf(values, left, width);
            foreach (var tick in x.Ticks(3))
            {
                canvas.Line(x[tick], Top, x[tick], end, new(Ink.Hairline, 0.5));
                canvas.Text(texts.Number(tick, tick % 1 == 0 ? 0 : 1), x[tick], end + 10, Small with { Anchor = Anchor.Middle });
            }

            var spots = values.Select((v, s) => (v, s)).Where(p => double.IsFinite(p.v)).Select(p => new Spot(x[p.v], Y(p.s))).ToArray();
            if (spots.Length > 1)
            {
                canvas.Path(spots, new(colour, 1.1));
            }
        }

        static Axis AxisOf(ImmutableArray<double> values, double left, double width) => Axis.Around(values.Where(double.IsFinite), left, width - 2, false);

        void DiscMarks(double left, double width)
        {
            var x = AxisOf(explanation.BodyProfileHu, left, width);
            foreach (var disc in explanation.Discs)
            {
                var (y, s) = (Y(disc.ProfileMm), Math.Clamp((int)Math.Round(disc.ProfileMm), 0, explanation.BodyProfileHu.Length - 1));
                canvas.Line(2, y, 10, y, new(Ink.White, 1.2));
                if (double.IsFinite(explanation.BodyProfileHu[s]))
                {
                    canvas.Disc(x[explanation.BodyProfileHu[s]], y, 2, disc.Clearness >= Clear ? Ink.Accent : Ink.White, new(Ink.Accent, 0.9));
                }
            }
        }

        void Level(double right)
        {
            if (level.SliceK is not { } k)
            {
                return;
            }

            var y = YOfSlice(k);
            canvas.Line(0, y, pictureWidth, y, new(Ink.Black.At(0.5), 2.2));
            canvas.Line(0, y, pictureWidth, y, new(Ink.Level, 1.1));
            canvas.Line(pictureWidth, y, right, y, new(Ink.Accent, 0.9, true));
            Marks.Plate(canvas, texts.Vertebra(level.Name), 4, y + 2.6, 0.95, Anchor.Start, Ink.Level);
        }

        void Candidates(double left)
        {
            canvas.Text(texts["evidence.candidates"], left, 8, Title);
            canvas.Text(texts["evidence.candidates.note"], left, 18, Small);
            var y = Top + 14;
            foreach (var (candidate, n) in spine.Candidates.Take(4).Select((c, n) => (c, n)))
            {
                var style = new TextStyle(8, n == 0 ? Ink.Text : Ink.Muted, n == 0 ? FontWeight.SemiBold : FontWeight.Regular);
                canvas.Text(texts.Of("evidence.range", texts.Vertebra(candidate.HighestVertebra), texts.Vertebra(candidate.LowestVertebra)), left, y, style);
                canvas.Text($"{texts.Number(100 * Math.Min(candidate.Probability, 0.999), candidate.Probability is > 0.99 or < 0.1 ? 1 : 0)} %", Width, y, style with { Anchor = Anchor.End });
                canvas.Box(left, y + 4, CandidateWidth, 3.5, Ink.Panel, null, 1.5);
                canvas.Box(left, y + 4, Math.Max(1, CandidateWidth * candidate.Probability), 3.5, n == 0 ? Ink.Accent : Ink.Muted, null, 1.5);
                y += 24;
            }
        }
    }
}
