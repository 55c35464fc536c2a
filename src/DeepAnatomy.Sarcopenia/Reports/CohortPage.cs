using System.Collections.Immutable;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Analyses;
using DeepAnatomy.Sarcopenia.Reports.Charts;
using DeepAnatomy.Sarcopenia.Reports.Html;
using DeepAnatomy.Sarcopenia.Reports.Wording;

namespace DeepAnatomy.Sarcopenia.Reports;

/// <summary>One case of a cohort page.</summary>
/// <param name="Name">Name of the case (a pseudonym).</param>
/// <param name="Analysis">Its numbers.</param>
/// <param name="ReportHref">Relative address of its report, for example <c>case-01/report.html</c>.</param>
/// <param name="PdfHref">Relative address of its PDF, or null.</param>
/// <param name="ThumbnailPng">Small picture of the measured slice (see <see cref="Pictures.OverlayRenderer"/>), or null.</param>
public sealed record CohortCase(string Name, Analysis Analysis, string ReportHref, string? PdfHref = null, byte[]? ThumbnailPng = null);

/// <summary>An overview of several analyses: thumbnails, main numbers, links, and muscle mass against muscle quality.</summary>
public static class CohortPage
{
    static readonly ImmutableArray<(string Id, string Group)> Shown =
        [("SMI", "skeletal_muscle"), ("SMRA", "skeletal_muscle"), ("IMAT", "skeletal_muscle"), ("VAT", "visceral_fat"), ("SAT", "subcutaneous_fat")];

    /// <summary>The page as self-contained HTML text.</summary>
    /// <param name="title">Heading; null takes the language's own.</param>
    /// <param name="cases">The cases in their order.</param>
    /// <param name="language">Language of the page.</param>
    public static string Render(string? title, IReadOnlyList<CohortCase> cases, Language language = Language.En)
    {
        var (texts, page) = (new Texts(language), new Markup());
        title ??= texts["cohort.title"];
        HtmlPage.Begin(page, title, texts.Code);
        page.Open("main").Open("header", "class", "head").Open("div").Element("div", "DeepAnatomy", "class", "brand").Element("h1", title);
        page.Element("div", texts.Of("cohort.count", cases.Count), "class", "subject").Close();
        page.Open("div").Element("div", texts["research"], "class", "research").Close().Close();
        Scatter(page, cases, texts);
        page.Open("section", "class", "chapter").Element("h2", texts["cohort.cases"]).Open("div", "class", "cards");
        foreach (var one in cases)
        {
            Card(page, one, texts);
        }

        page.Close().Close().Close();
        return HtmlPage.End(page);
    }

    /// <summary>Writes the page; it appears whole or not at all.</summary>
    public static void Write(string path, string? title, IReadOnlyList<CohortCase> cases, Language language = Language.En) =>
        AtomicFile.WriteText(path, Render(title, cases, language));

    static void Scatter(Markup page, IReadOnlyList<CohortCase> cases, Texts texts)
    {
        var dots = ImmutableArray.CreateBuilder<(string, string?, double, double)>();
        foreach (var one in cases)
        {
            if (Find(one.Analysis, "SMI", "skeletal_muscle") is { Value: { } smi } && Find(one.Analysis, "SMRA", "skeletal_muscle") is { Value: { } smra })
            {
                dots.Add((one.Name, one.Analysis.Subject.Sex, smi, smra));
            }
        }

        page.Open("section", "class", "chapter").Element("h2", texts["cohort.scatter"]).Open("figure");
        if (dots.Count > 0)
        {
            page.Raw(ScatterChart.Of(dots.ToImmutable(), texts, 515, 230).ToSvg());
        }

        if (dots.Count < cases.Count)
        {
            page.Element("figcaption", texts.Of("cohort.scatter.left", cases.Count - dots.Count));
        }

        page.Close().Close();
    }

    static Composition.Measurement? Find(Analysis analysis, string id, string group) =>
        analysis.Measurements.FirstOrDefault(m => m.Id == id && m.Group == group && m.Side == "both" && m.Level == analysis.Level.Name);

    static void Card(Markup page, CohortCase one, Texts texts)
    {
        page.Open("div", "class", "card").Open("a", "href", one.ReportHref, "aria-label", $"{texts["cohort.open"]}: {one.Name}");
        if (one.ThumbnailPng is { } png)
        {
            page.Empty("img", "alt", $"{one.Name}, {one.Analysis.Level.Name}", "src", $"data:image/png;base64,{Convert.ToBase64String(png)}");
        }
        else
        {
            page.Element("span", texts["cohort.noPicture"], "class", "none");
        }

        page.Close().Element("h3", one.Name).Element("p", Person(one.Analysis.Subject, texts), "class", "small muted");
        page.Open("table").Open("tbody");
        foreach (var (id, group) in Shown)
        {
            page.Open("tr").Element("th", id, "scope", "row", "title", texts.Measurement(id));
            if (Find(one.Analysis, id, group) is { Value: { } value } row)
            {
                page.Element("td", texts.WithUnit(value, row.Unit), "class", "number");
            }
            else
            {
                var reason = Find(one.Analysis, id, group)?.Reason ?? one.Analysis.Level.Reason;
                page.Open("td", "class", "tone-muted").Text(texts["figures.notMeasured"]).Element("small", texts.With(one.Analysis.Level).Phrase(reason)).Close();
            }

            page.Close();
        }

        page.Close().Close().Open("p", "class", "small").Element("a", texts["cohort.open"], "href", one.ReportHref);
        if (one.PdfHref is { } pdf)
        {
            page.Text(" · ").Element("a", texts["cohort.pdf"], "href", pdf);
        }

        page.Close().Close();
    }

    static string Person(SubjectRecord subject, Texts texts) => string.Join(" · ",
    [
        texts[subject.Sex is "M" or "F" ? $"sex.{subject.Sex}" : "sex.unknown"],
        subject.AgeYears is { } age ? texts.Of("age", texts.Number(Math.Floor(age), 0)) : texts["age.unknown"],
        .. subject.Bmi is { } bmi ? [texts.Of("bmi", texts.Number(bmi, 1))] : Array.Empty<string>(),
    ]);
}
