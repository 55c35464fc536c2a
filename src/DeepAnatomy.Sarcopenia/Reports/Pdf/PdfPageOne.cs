using DeepAnatomy.Sarcopenia.Reports.Charts;
using DeepAnatomy.Sarcopenia.Reports.Content;
using DeepAnatomy.Sarcopenia.Reports.Html;
using DeepAnatomy.Sarcopenia.Reports.Pictures;
using DeepAnatomy.Sarcopenia.Reports.Wording;

namespace DeepAnatomy.Sarcopenia.Reports.Pdf;

/// <summary>Sets the first page: what a clinician sees in ten seconds.</summary>
sealed class PdfPageOne(PdfPages pages, PageOne one, ReportPictures pictures, string created, Texts texts)
{
    const double Left = PdfPages.Left, Right = PdfPages.Right, Width = PdfPages.Width, Middle = Left + 300;
    const double PictureHeight = 206;
    const int MostLights = 3;

    public void Write()
    {
        pages.Begin();
        Head();
        Level();
        Pictures();
        var top = pages.Y;
        Groups();
        var bottom = pages.Y;
        pages.Y = top;
        Side();
        pages.Y = Math.Max(bottom, pages.Y) + 10;
        KeyFigures();
    }

    void Head()
    {
        var canvas = pages.Canvas;
        canvas.Text("DeepAnatomy", Left, 46, new(7.5, Ink.Accent, FontWeight.Bold));
        canvas.Text(one.Title, Left, 66, new(17.5, Ink.Text, FontWeight.Light));
        var research = new TextStyle(7.4, Ink.Bad, FontWeight.SemiBold, Anchor.End);
        var width = canvas.WidthOf(texts["research"], research);
        canvas.Box(Right - width - 14, 38, width + 14, 16, Ink.White, new(Ink.Bad, 0.8), 3);
        canvas.Text(texts["research"], Right - 7, 48.7, research);
        canvas.Text(Short(one.Case, 200), Right, 66, new(7.4, Ink.Text, FontWeight.SemiBold, Anchor.End));
        canvas.Text(created, Right, 76, new(7, Ink.Muted, Anchor: Anchor.End));
        canvas.Text(Short(string.Join("  ·  ", one.Subject), 400), Left, 79, new(8.2, Ink.Text));
        canvas.Line(Left, 86, Right, 86, new(Ink.Accent, 1.1));
        pages.Y = 94;
    }

    string Short(string text, double width)
    {
        var lines = pages.Wrap(text, new(8.2, Ink.Text, FontWeight.SemiBold), width);
        return lines.Count == 1 ? text : lines[0] + " …";
    }

    void Level()
    {
        var isMeasured = one.IsMeasured;
        var size = isMeasured ? 9.2 : 12;
        var reason = isMeasured ? one.LevelReason : $"{one.LevelReason} {texts["level.missing.note"]}";
        var width = isMeasured ? Width - 130 : Width - 24;
        var lines = pages.Wrap(reason, new(7.2, Ink.Muted), width).Count;
        var height = 20 + (lines * 9.5);
        pages.Canvas.Box(Left, pages.Y, Width, height, isMeasured ? Ink.Panel : Colour.Of(0xfbeeee));
        pages.Canvas.Box(Left, pages.Y, 3, height, isMeasured ? Ink.Accent : Ink.Bad);
        var style = new TextStyle(size, isMeasured ? Ink.Text : Ink.Bad, FontWeight.SemiBold);
        pages.Canvas.Text(one.LevelTitle, Left + 11, pages.Y + 13.5, style);
        if (one.LevelRule is { } rule)
        {
            pages.Canvas.Text(Short(rule, width - 120), Left + 19 + pages.Canvas.WidthOf(one.LevelTitle, style), pages.Y + 13.5, new(8, Ink.Text));
        }

        pages.Lines(reason, Left + 11, pages.Y + 24, width, new(7.2, Ink.Muted));
        if (one.Confidence is { } confidence)
        {
            pages.Canvas.Text(texts.Of("level.confidence", texts.Number(100 * confidence, 0)), Right - 100, pages.Y + 13.5, new(7.4, Ink.Text));
            pages.Canvas.Box(Right - 100, pages.Y + 18, 90, 4.5, Ink.White, new(Ink.Hairline, 0.5), 2);
            pages.Canvas.Box(Right - 100, pages.Y + 18, 90 * Math.Clamp(confidence, 0, 1), 4.5, Ink.Accent, null, 2);
        }

        pages.Y += height + 8;
    }

    void Pictures()
    {
        if (pictures.Axial(300, PictureHeight) is { } axial)
        {
            pages.Canvas.Place(axial, Left, pages.Y, 300);
        }
        else
        {
            pages.Canvas.Box(Left, pages.Y, 300, PictureHeight, Ink.Panel, new(Ink.Hairline, 0.75));
            pages.Canvas.Text(texts["picture.axial.none"], Left + 150, pages.Y + 120, new(8.5, Ink.Muted, Anchor: Anchor.Middle));
        }

        pages.Canvas.Place(pictures.Sagittal(100, PictureHeight), Left + 307.5, pages.Y, 100);
        pages.Canvas.Place(pictures.Coronal(100, PictureHeight), Left + 415, pages.Y, 100);
        pages.Y += PictureHeight + 10;
        pages.Canvas.Text(texts["picture.note"], Left, pages.Y, new(6.4, Ink.Muted));
        pages.Y += 13;
    }

    void Groups()
    {
        var canvas = pages.Canvas;
        canvas.Text(texts["groups"], Left, pages.Y, new(8.2, Ink.Text, FontWeight.SemiBold));
        double[] columns = [Left + 150, Left + 192, Left + 242, Left + 284];
        if (one.Groups.IsEmpty)
        {
            pages.Y += 12;
            canvas.Text(texts["groups.none"], Left, pages.Y, new(7.6, Ink.Muted));
            return;
        }

        var head = new TextStyle(6.8, Ink.Muted, FontWeight.SemiBold, Anchor.End);
        canvas.Text(texts["groups.area"], columns[1], pages.Y, head);
        canvas.Text(texts["groups.density"], columns[3], pages.Y, head);
        pages.Y += 9;
        for (var n = 0; n < 4; n++)
        {
            canvas.Text(texts[n % 2 == 0 ? "groups.right" : "groups.left"], columns[n], pages.Y, head);
        }

        pages.Y += 3;
        canvas.Line(Left, pages.Y, Left + 284, pages.Y, new(Ink.Muted, 0.6));
        foreach (var group in one.Groups)
        {
            pages.Y += 10.5;
            canvas.Box(Left, pages.Y - 6.5, 7, 7, group.Colour, null, 1.5);
            canvas.Text(group.Name, Left + 12, pages.Y, new(8, Ink.Text));
            Cell[] cells = [group.AreaRight, group.AreaLeft, group.DensityRight, group.DensityLeft];
            for (var n = 0; n < 4; n++)
            {
                // The reason of a missing number stands once under the row, where it has room.
                canvas.Text(cells[n].Tone == Tone.Muted ? "–" : cells[n].Text, columns[n], pages.Y, new(8, Ink.Text, Anchor: Anchor.End));
            }

            foreach (var note in cells.Select(c => c.Note).OfType<string>().Distinct())
            {
                pages.Y += pages.Lines($"{texts["figures.notMeasured"]}: {note}", Left + 12, pages.Y + 8.5, 270, new(6.6, Ink.Muted));
            }

            pages.Y += 3;
            canvas.Line(Left, pages.Y, Left + 284, pages.Y, new(Ink.Hairline, 0.5));
        }
    }

    void Side()
    {
        const double X = Middle + 7.5, TextX = X + 11;
        pages.Canvas.Text(texts["quality"], X, pages.Y, new(8.2, Ink.Text, FontWeight.SemiBold));
        pages.Y += 11;
        foreach (var light in one.Lights.Take(MostLights))
        {
            Sign.Draw(pages.Canvas, light.Tone, X, pages.Y - 6.2, 7);
            pages.Y += pages.Lines(light.Text, TextX, pages.Y, Right - TextX, new(7.2, Ink.Text)) + 2;
        }

        if (one.Lights.Length > MostLights)
        {
            pages.Canvas.Text(texts.Of("quality.more", one.Lights.Length - MostLights), TextX, pages.Y, new(7, Ink.Muted));
            pages.Y += 10;
        }

        pages.Y += 6;
        pages.Canvas.Text(texts["paths"], X, pages.Y, new(8.2, Ink.Text, FontWeight.SemiBold));
        pages.Y += 11;
        foreach (var (name, outcome, missing, tone) in one.Paths)
        {
            Sign.Draw(pages.Canvas, tone, X, pages.Y - 6.2, 7);
            pages.Y += pages.Lines($"{name}: {outcome}", TextX, pages.Y, Right - TextX, new(7.2, Ink.Text));
            if (missing is not null)
            {
                pages.Y += pages.Lines(missing, TextX, pages.Y - 0.5, Right - TextX, new(6.4, Ink.Muted));
            }

            pages.Y += 2;
        }

        if (one.Paths.IsEmpty)
        {
            pages.Canvas.Text(texts["paths.none"], X, pages.Y, new(7.2, Ink.Muted));
        }
    }

    void KeyFigures()
    {
        pages.Need(60);
        pages.Canvas.Text(texts["figures"], Left, pages.Y, new(8.2, Ink.Text, FontWeight.SemiBold));
        pages.Y += pages.Lines(texts["figures.note"], Left, pages.Y + 9, Width, new(6.4, Ink.Muted)) + 4;
        foreach (var figure in one.KeyFigures)
        {
            KeyFigure(figure);
        }
    }

    void KeyFigure(KeyFigure figure)
    {
        const double ValueX = Left + 112, StripX = Left + 218, StripWidth = Right - StripX;
        var strip = figure.Strip is { } s ? StripChart.Of(s, StripWidth) : null;
        var reason = figure.Reason is null ? 0 : pages.Wrap($"{texts["figures.notMeasured"]}: {figure.Reason}", new(7.4, Ink.Text), Right - ValueX).Count * 9.8;
        var height = Math.Max(24, Math.Max(reason, strip?.Height ?? 0) + 4 + (figure.Note is null || strip is null ? 0 : 8));
        pages.Need(height + 2);
        var canvas = pages.Canvas;
        canvas.Line(Left, pages.Y, Right, pages.Y, new(Ink.Hairline, 0.5));
        canvas.Text(figure.Name, Left, pages.Y + 11, new(8, Ink.Text, FontWeight.SemiBold));
        canvas.Text(figure.Window.Length == 0 ? figure.Id : $"{figure.Id} · {figure.Window}", Left, pages.Y + 20, new(6.4, Ink.Muted));
        if (figure.Value is null)
        {
            pages.Lines($"{texts["figures.notMeasured"]}: {figure.Reason}", ValueX, pages.Y + 12, Right - ValueX, new(7.4, Ink.Text));
        }
        else
        {
            var big = new TextStyle(16, Ink.Text, FontWeight.Light);
            canvas.Text(figure.Value, ValueX, pages.Y + 18, big);
            canvas.Text(figure.Unit, ValueX + 4 + canvas.WidthOf(figure.Value, big), pages.Y + 18, new(7.4, Ink.Muted));
            if (strip is not null)
            {
                canvas.Place(strip, StripX, pages.Y + 2, StripWidth);
            }

            if (figure.Note is { } note)
            {
                canvas.Text(note, StripX, pages.Y + (strip is null ? 15 : strip.Height + 8.5), new(6.4, Ink.Muted));
            }
        }

        pages.Y += height;
    }
}
