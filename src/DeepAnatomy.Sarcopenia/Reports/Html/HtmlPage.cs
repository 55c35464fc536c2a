using DeepAnatomy.Sarcopenia.Analyses;
using DeepAnatomy.Sarcopenia.Reports.Wording;

namespace DeepAnatomy.Sarcopenia.Reports.Html;

/// <summary>The frame that every page shares.</summary>
static class HtmlPage
{
    static readonly Lazy<string> Style = new(() =>
    {
        using var stream = typeof(HtmlPage).Assembly.GetManifestResourceStream("DeepAnatomy.Sarcopenia.Reports.Html.report.css")
            ?? throw new InvalidOperationException("The style sheet is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    /// <summary>Everything up to and with <c>&lt;body&gt;</c>; the policy forbids anything from outside.</summary>
    public static void Begin(Markup page, string title, string language)
    {
        page.Raw("<!DOCTYPE html>\n").Open("html", "xmlns", "http://www.w3.org/1999/xhtml", "lang", language).Open("head");
        page.Empty("meta", "charset", "utf-8").Empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.Empty("meta", "http-equiv", "Content-Security-Policy", "content", "default-src 'none'; style-src 'unsafe-inline'; img-src data:");
        page.Element("title", title);
        page.Open("style").Raw(Style.Value.Replace("<", "", StringComparison.Ordinal).Replace("&", "", StringComparison.Ordinal)).Close().Close().Open("body");
    }

    public static void Foot(Markup page, ProvenanceRecord provenance, string name, Texts texts) =>
        page.Open("footer", "class", "foot").Element("span", texts["research"]).Element("span", $"{name} · DeepAnatomy {provenance.ProductVersion} · {provenance.CreatedUtc}").Close();

    public static string End(Markup page) => page.Close().Close().ToString() + "\n";
}
