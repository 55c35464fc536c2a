using DeepAnatomy.Sarcopenia.Reports.Charts;
using DeepAnatomy.Sarcopenia.Reports.Wording;
using SkiaSharp;

namespace DeepAnatomy.Sarcopenia.Reports.Pdf;

/// <summary>The pages of a document and the place where the next thing goes; A4 portrait.</summary>
sealed class PdfPages(ReportFonts fonts) : IDisposable
{
    public const double Left = 40, Right = 555, Width = Right - Left, Top = 38, Bottom = 800;

    const float PaperWidth = 595.28f, PaperHeight = 841.89f;

    /// <summary>Pages are recorded and set at the end, when their number is known.</summary>
    readonly List<(SKPictureRecorder Recorder, SkiaCanvas Canvas)> recorded = [];

    public SkiaCanvas Canvas { get; private set; } = null!;

    /// <summary>Where the next thing goes, points from the top.</summary>
    public double Y { get; set; }

    public void Begin()
    {
        var recorder = new SKPictureRecorder();
        Canvas = new(recorder.BeginRecording(SKRect.Create(PaperWidth, PaperHeight)), fonts);
        recorded.Add((recorder, Canvas));
        Y = Top;
    }

    /// <summary>Begins a page unless <paramref name="height"/> still fits; says whether it did.</summary>
    public bool Need(double height)
    {
        if (Y + height <= Bottom)
        {
            return false;
        }

        Begin();
        return true;
    }

    /// <summary>Writes the line at the foot of every page and sets the document.</summary>
    public void Finish(SKDocument document, string left, Texts texts)
    {
        for (var n = 0; n < recorded.Count; n++)
        {
            var (recorder, canvas) = recorded[n];
            canvas.Line(Left, 812, Right, 812, new(Ink.Hairline, 0.5));
            canvas.Text(texts["research"], Left, 822, new(6.8, Ink.Bad, FontWeight.SemiBold));
            canvas.Text(left, ((Left + Right) / 2) + 30, 822, new(6.8, Ink.Muted, Anchor: Anchor.Middle));
            canvas.Text(texts.Of("page", n + 1, recorded.Count), Right, 822, new(6.8, Ink.Muted, Anchor: Anchor.End));
            using var page = recorder.EndRecording();
            document.BeginPage(PaperWidth, PaperHeight).DrawPicture(page);
            document.EndPage();
        }
    }

    /// <summary>Breaks a text into lines that fit; a word that is longer than a line is cut.</summary>
    public List<string> Wrap(string text, TextStyle style, double width)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (Canvas.WidthOf(longer, style) <= width)
            {
                line = longer;
                continue;
            }

            if (line.Length > 0)
            {
                lines.Add(line);
            }

            line = word;
            while (line.Length > 1 && Canvas.WidthOf(line, style) > width)
            {
                var fits = line.Length - 1;
                while (fits > 1 && Canvas.WidthOf(line[..fits], style) > width)
                {
                    fits--;
                }

                lines.Add(line[..fits]);
                line = line[fits..];
            }
        }

        lines.Add(line);
        return lines;
    }

    /// <summary>Writes wrapped lines from a baseline; returns the height used.</summary>
    public double Lines(string text, double x, double y, double width, TextStyle style)
    {
        var lines = Wrap(text, style, width);
        for (var n = 0; n < lines.Count; n++)
        {
            Canvas.Text(lines[n], x, y + (n * style.Size * 1.32), style);
        }

        return lines.Count * style.Size * 1.32;
    }

    public void Dispose() => recorded.ForEach(r => r.Recorder.Dispose());
}
