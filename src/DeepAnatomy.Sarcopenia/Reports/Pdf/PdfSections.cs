using DeepAnatomy.Sarcopenia.Reports.Charts;
using DeepAnatomy.Sarcopenia.Reports.Content;
using DeepAnatomy.Sarcopenia.Reports.Html;

namespace DeepAnatomy.Sarcopenia.Reports.Pdf;

/// <summary>Sets chapters one below the other; tables break between rows and repeat their head.</summary>
sealed class PdfSections(PdfPages pages)
{
    const double CellSize = 7.4, NoteSize = 6.6, Leading = 1.32, Padding = 2.2, SignWidth = 9;

    public void Write(Section section)
    {
        pages.Need(section.Blocks is [FigureBlock first, ..] ? first.Drawing.Height + 60 : 110);
        pages.Y += 16;
        pages.Canvas.Text(section.Title, PdfPages.Left, pages.Y, new(13, Ink.Accent, FontWeight.Light));
        pages.Y += 8;
        foreach (var block in section.Blocks)
        {
            Write(block);
        }
    }

    void Write(Block block)
    {
        switch (block)
        {
            case TextBlock text:
                Paragraph(text.Text, new(7.4, text.IsMuted ? Ink.Muted : Ink.Text));
                break;
            case HeadingBlock heading:
                pages.Need(60);
                pages.Y += 6;
                Paragraph(heading.Text, new(8.2, Ink.Text, FontWeight.SemiBold));
                if (heading.Note is { } note)
                {
                    Paragraph(note, new(6.8, Ink.Muted));
                }

                break;
            case FigureBlock figure:
                pages.Need(figure.Drawing.Height + 36);
                pages.Canvas.Place(figure.Drawing, PdfPages.Left, pages.Y + 2, figure.Drawing.Width);
                pages.Y += figure.Drawing.Height + 4;
                Paragraph(figure.Caption, new(7, Ink.Muted));
                pages.Y += 6;
                break;
            case TableBlock table:
                Table(table);
                break;
            default:
                throw new InvalidOperationException($"No layout for {block.GetType().Name}.");
        }
    }

    void Paragraph(string text, TextStyle style)
    {
        foreach (var line in pages.Wrap(text, style, PdfPages.Width))
        {
            pages.Need(style.Size * Leading);
            pages.Y += style.Size * Leading;
            pages.Canvas.Text(line, PdfPages.Left, pages.Y, style);
        }

        pages.Y += 3;
    }

    void Table(TableBlock table)
    {
        var unit = PdfPages.Width / table.Columns.Sum(c => c.Share);
        Head(table, unit);
        foreach (var row in table.Rows)
        {
            var height = HeightOf(table, row, unit) + (row.IsHeading ? 5 : 0);
            if (pages.Need(height + (row.IsHeading ? 24 : 0)))
            {
                Head(table, unit);
            }

            Draw(table, row, unit, height);
        }

        pages.Y += 8;
    }

    void Head(TableBlock table, double unit)
    {
        pages.Y += 10;
        var x = PdfPages.Left;
        foreach (var column in table.Columns)
        {
            var width = column.Share * unit;
            var style = new TextStyle(6.8, Ink.Muted, FontWeight.SemiBold, column.IsNumber ? Anchor.End : Anchor.Start);
            pages.Canvas.Text(column.Header, column.IsNumber ? x + width - 10 : x, pages.Y, style);
            x += width;
        }

        pages.Y += 3;
        pages.Canvas.Line(PdfPages.Left, pages.Y, PdfPages.Right, pages.Y, new(Ink.Muted, 0.6));
    }

    static double WidthOf(TableBlock table, Row row, int n, double unit) =>
        (n == row.Cells.Length - 1 ? table.Columns.Skip(n).Sum(c => c.Share) : table.Columns[n].Share) * unit;

    static bool HasSign(Cell cell) => cell.Tone is Tone.Good or Tone.Warn or Tone.Bad or Tone.Open;

    double HeightOf(TableBlock table, Row row, double unit)
    {
        var height = 0.0;
        for (var n = 0; n < row.Cells.Length; n++)
        {
            var (cell, width) = (row.Cells[n], WidthOf(table, row, n, unit) - 8 - (HasSign(row.Cells[n]) ? SignWidth : 0));
            var own = pages.Wrap(cell.Text, StyleOf(cell), width).Count * CellSize * Leading;
            own += cell.Note is { } note ? pages.Wrap(note, new(NoteSize, Ink.Muted), width).Count * NoteSize * Leading : 0;
            height = Math.Max(height, own);
        }

        return height + (2 * Padding);
    }

    static TextStyle StyleOf(Cell cell) => new(CellSize, cell.Tone switch
    {
        Tone.Muted or Tone.Open => Ink.Muted,
        Tone.Good => Ink.Good,
        Tone.Warn => Ink.Warn,
        Tone.Bad => Ink.Bad,
        _ => Ink.Text,
    }, cell.Tone == Tone.Strong ? FontWeight.SemiBold : FontWeight.Regular);

    void Draw(TableBlock table, Row row, double unit, double height)
    {
        var (x, top) = (PdfPages.Left, pages.Y + (row.IsHeading ? 5 : 0));
        for (var n = 0; n < row.Cells.Length; n++)
        {
            var (cell, width) = (row.Cells[n], WidthOf(table, row, n, unit));
            var style = row.IsHeading ? StyleOf(cell) with { Colour = Ink.Accent } : StyleOf(cell);
            var (left, baseline) = (x, top + Padding + (CellSize * 0.95));
            if (HasSign(cell))
            {
                Sign.Draw(pages.Canvas, cell.Tone, x, baseline - 5.9, 6.4);
                left += SignWidth;
            }

            var isNumber = table.Columns[n].IsNumber && n < row.Cells.Length - 1;
            var used = isNumber
                ? pages.Lines(cell.Text, x + width - 10, baseline, width - 8, style with { Anchor = Anchor.End })
                : pages.Lines(cell.Text, left, baseline, width - 8 - (left - x), style);
            if (cell.Note is { } note)
            {
                pages.Lines(note, left, baseline + used - 0.6, width - 8 - (left - x), new(NoteSize, Ink.Muted));
            }

            x += width;
        }

        pages.Y += height;
        pages.Canvas.Line(PdfPages.Left, pages.Y, PdfPages.Right, pages.Y, row.IsHeading ? new(Ink.Accent, 0.6) : new(Ink.Hairline, 0.5));
    }
}
