using DeepAnatomy.Sarcopenia.Reports.Content;

namespace DeepAnatomy.Sarcopenia.Reports.Html;

/// <summary>Writes chapters as markup.</summary>
static class SectionWriter
{
    public static void Write(Markup page, Section section)
    {
        page.Open("section", "class", "chapter", "id", section.Id).Element("h2", section.Title);
        foreach (var block in section.Blocks)
        {
            Write(page, block);
        }

        page.Close();
    }

    /// <summary>A table cell; <paramref name="span"/> is how many columns it covers.</summary>
    public static void Cell(Markup page, Cell cell, bool isNumber, int span)
    {
        var tone = cell.Tone == Tone.Plain ? null : $"tone-{cell.Tone.ToString().ToLowerInvariant()}";
        var css = string.Join(' ', new[] { isNumber ? "number" : null, tone }.OfType<string>());
        page.Open("td", "class", css.Length == 0 ? null : css, "colspan", span > 1 ? span.ToString() : null);
        if (cell.Tone is Tone.Good or Tone.Warn or Tone.Bad or Tone.Open)
        {
            page.Raw(Sign.Svg(cell.Tone));
        }

        page.Text(cell.Text);
        if (cell.Note is { } note)
        {
            page.Element("small", note, "class", note.All(c => char.IsAsciiLetterUpper(c) || c == '_' || char.IsAsciiDigit(c)) ? "id" : null);
        }

        page.Close();
    }

    static void Write(Markup page, Block block)
    {
        switch (block)
        {
            case TextBlock text:
                page.Element("p", text.Text, "class", text.IsMuted ? "small muted" : null);
                break;
            case HeadingBlock heading:
                page.Element("h3", heading.Text);
                if (heading.Note is { } note)
                {
                    page.Element("p", note, "class", "small muted");
                }

                break;
            case FigureBlock figure:
                page.Open("figure", "class", figure.Drawing.Width < 400 ? "narrow" : null).Raw(figure.Drawing.ToSvg()).Element("figcaption", figure.Caption).Close();
                break;
            case TableBlock table:
                Table(page, table);
                break;
            default:
                throw new InvalidOperationException($"No markup for {block.GetType().Name}.");
        }
    }

    static void Table(Markup page, TableBlock table)
    {
        var shares = table.Columns.Sum(c => c.Share);
        page.Open("table").Element("caption", table.Caption, "class", "hidden").Open("colgroup");
        foreach (var column in table.Columns)
        {
            page.Empty("col", "style", FormattableString.Invariant($"width: {100 * column.Share / shares:0.#}%"));
        }

        page.Close().Open("thead").Open("tr");
        foreach (var column in table.Columns)
        {
            page.Element("th", column.Header, "scope", "col", "class", column.IsNumber ? "number" : null);
        }

        page.Close().Close().Open("tbody");
        foreach (var row in table.Rows)
        {
            page.Open("tr", "class", row.IsHeading ? "group" : null);
            for (var n = 0; n < row.Cells.Length; n++)
            {
                var span = n == row.Cells.Length - 1 ? table.Columns.Length - n : 1;
                Cell(page, row.Cells[n], table.Columns[n].IsNumber && span == 1, span);
            }

            page.Close();
        }

        page.Close().Close();
    }
}
