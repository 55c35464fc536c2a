using DeepAnatomy.Sarcopenia.Reports.Charts;
using DeepAnatomy.Sarcopenia.Reports.Content;
using DeepAnatomy.Sarcopenia.Reports.Pictures;
using DeepAnatomy.Sarcopenia.Reports.Wording;

namespace DeepAnatomy.Sarcopenia.Reports.Html;

/// <summary>Writes the report as one self-contained XHTML-compatible page.</summary>
sealed class HtmlReport(ReportInput input, Texts texts, ReportPictures pictures)
{
    const double AxialWidth = 300, PictureHeight = 236, ReformatWidth = 100, StripWidth = 262;

    readonly Markup page = new();
    readonly PageOne one = new(input, texts);

    public string Write()
    {
        HtmlPage.Begin(page, $"{one.Title} – {one.Case}", texts.Code);
        page.Open("main").Open("section", "class", "first", "aria-label", one.Title);
        Head();
        Level();
        Pictures();
        Middle();
        KeyFigures();
        HtmlPage.Foot(page, input.Analysis.Provenance, one.Case, texts);
        page.Close();
        foreach (var section in Sections.Of(input, pictures, texts))
        {
            SectionWriter.Write(page, section);
        }

        page.Close();
        return HtmlPage.End(page);
    }

    void Head()
    {
        page.Open("header", "class", "head").Open("div").Element("div", "DeepAnatomy", "class", "brand").Element("h1", one.Title);
        page.Open("div", "class", "subject");
        foreach (var fact in one.Subject)
        {
            page.Element("span", fact);
        }

        page.Close().Close().Open("div").Element("div", texts["research"], "class", "research");
        page.Open("div", "class", "case").Element("div", one.Case).Element("div", input.Analysis.Provenance.CreatedUtc).Close().Close().Close();
    }

    void Level()
    {
        page.Open("div", "class", one.IsMeasured ? "level" : "level missing").Open("div").Element("strong", one.LevelTitle);
        if (one.LevelRule is { } rule)
        {
            page.Element("span", rule);
        }

        page.Element("div", one.LevelReason, "class", one.IsMeasured ? "small muted" : null);
        if (!one.IsMeasured)
        {
            page.Element("div", texts["level.missing.note"], "class", "small muted");
        }

        page.Close();
        if (one.Confidence is { } confidence)
        {
            var percent = texts.Number(100 * confidence, 0);
            page.Open("div", "class", "confidence").Element("span", texts.Of("level.confidence", percent));
            page.Open("div", "class", "bar").Open("div", "style", FormattableString.Invariant($"width: {Math.Clamp(100 * confidence, 0, 100):0}%")).Close().Close().Close();
        }

        page.Close();
    }

    void Pictures()
    {
        page.Open("div", "class", "pictures");
        if (pictures.Axial(AxialWidth, PictureHeight) is { } axial)
        {
            page.Open("figure").Raw(axial.ToSvg()).Close();
        }
        else
        {
            page.Open("div", "class", "none").Element("p", texts["picture.axial.none"]).Close();
        }

        page.Open("figure").Raw(pictures.Sagittal(ReformatWidth, PictureHeight).ToSvg()).Close();
        page.Open("figure").Raw(pictures.Coronal(ReformatWidth, PictureHeight).ToSvg()).Close();
        page.Close().Element("p", texts["picture.note"], "class", "note");
    }

    void Middle()
    {
        page.Open("div", "class", "middle").Open("div").Element("h3", texts["groups"]);
        if (one.Groups.IsEmpty)
        {
            page.Element("p", texts["groups.none"], "class", "muted");
        }
        else
        {
            GroupTable();
        }

        page.Close().Open("div");
        page.Open("div", "class", "block").Element("h3", texts["quality"]).Open("ul", "class", "lights");
        foreach (var light in one.Lights.Take(5))
        {
            page.Open("li").Raw(Sign.Svg(light.Tone)).Text(light.Text).Close();
        }

        page.Close();
        if (one.Lights.Length > 5)
        {
            page.Element("p", texts.Of("quality.more", one.Lights.Length - 5), "class", "small muted");
        }

        page.Close().Open("div", "class", "block").Element("h3", texts["paths"]).Open("ul", "class", "lights");
        foreach (var (name, outcome, missing, tone) in one.Paths)
        {
            page.Open("li").Raw(Sign.Svg(tone)).Element("b", $"{name}: ").Text(outcome);
            if (missing is not null)
            {
                page.Element("span", missing, "class", "quiet");
            }

            page.Close();
        }

        page.Close();
        if (one.Paths.IsEmpty)
        {
            page.Element("p", texts["paths.none"], "class", "muted");
        }

        page.Close().Close().Close();
    }

    void GroupTable()
    {
        page.Open("table", "class", "groups").Open("thead").Open("tr").Element("th", texts["groups.group"], "rowspan", "2", "scope", "col");
        page.Element("th", texts["groups.area"], "colspan", "2", "class", "span", "scope", "colgroup").Element("th", texts["groups.density"], "colspan", "2", "class", "span", "scope", "colgroup").Close().Open("tr");
        foreach (var side in new[] { "groups.right", "groups.left", "groups.right", "groups.left" })
        {
            page.Element("th", texts[side], "class", "number", "scope", "col");
        }

        page.Close().Close().Open("tbody");
        foreach (var group in one.Groups)
        {
            page.Open("tr").Open("th", "scope", "row").Open("span", "class", "swatch", "style", $"background: {group.Colour.Hex}").Close().Text(group.Name).Close();
            var cells = new[] { group.AreaRight, group.AreaLeft, group.DensityRight, group.DensityLeft };
            if (cells.Select(c => c).Distinct().Count() == 1 && cells[0].Note is not null)
            {
                page.Open("td", "colspan", "4", "class", "tone-muted").Text(cells[0].Text).Element("small", cells[0].Note!).Close();
            }
            else
            {
                foreach (var cell in cells)
                {
                    SectionWriter.Cell(page, cell, true, 1);
                }
            }

            page.Close();
        }

        page.Close().Close();
    }

    void KeyFigures()
    {
        page.Element("h3", texts["figures"]).Element("p", texts["figures.note"], "class", "small muted").Open("div", "class", "figures");
        foreach (var figure in one.KeyFigures)
        {
            page.Open("div", "class", "figure").Open("div", "class", "name").Text(figure.Name).Element("small", $"{figure.Id}{(figure.Window.Length > 0 ? $" · {figure.Window}" : "")}").Close();
            if (figure.Value is null)
            {
                page.Open("div", "class", "reason").Element("b", $"{texts["figures.notMeasured"]}: ").Text(figure.Reason ?? "").Close();
            }
            else
            {
                page.Open("div", "class", "big").Text(figure.Value).Element("small", figure.Unit).Close();
                page.Open("div");
                if (figure.Strip is { } strip)
                {
                    page.Raw(StripChart.Of(strip, StripWidth).ToSvg());
                }

                if (figure.Note is { } note)
                {
                    page.Element("span", note, "class", "quiet");
                }

                page.Close();
            }

            page.Close();
        }

        page.Close();
    }
}
