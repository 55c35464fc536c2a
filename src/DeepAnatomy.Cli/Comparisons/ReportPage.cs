using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DeepAnatomy.Cli.Comparisons;

/// <summary>What the pages of evaluations, comparisons and agreement studies share: one self-contained file that can be sent and printed.</summary>
static partial class ReportPage
{
    const string Style = """
        :root { --ink: #17232e; --muted: #55646f; --line: #d5dde2; --panel: #f4f7f9; --accent: #0b5f7a; }
        * { box-sizing: border-box; margin: 0; padding: 0; }
        html { font-size: 15px; background: #e9eef1; }
        body { font-family: "Open Sans", "Segoe UI", "Helvetica Neue", "Liberation Sans", Arial, sans-serif; line-height: 1.42; color: var(--ink); font-variant-numeric: tabular-nums; }
        main { width: 74rem; max-width: 100%; margin: 1.6rem auto; padding: 3rem; background: #fff; box-shadow: 0 1px 6px rgba(23,35,46,.14); }
        svg { display: block; width: 100%; height: auto; font-family: inherit; }
        h1 { font-size: 2.05rem; font-weight: 300; letter-spacing: -.01em; } h2 { font-size: 1.4rem; font-weight: 300; color: var(--accent); margin: 2.2rem 0 .5rem; } h3 { font-size: .95rem; margin: 1rem 0 .3rem; }
        .research { float: right; border: 1px solid #a3302c; color: #a3302c; border-radius: .3rem; padding: .28rem .75rem; font-weight: 600; font-size: .84rem; }
        .muted, .note { color: var(--muted); } .note { font-size: .8rem; max-width: 60rem; margin-bottom: .6rem; }
        .warn { background: #fdf6e9; border-left: 4px solid #c98600; padding: .5rem .9rem; margin: .35rem 0; font-size: .9rem; }
        .key { font-size: 1.1rem; background: var(--panel); border-left: 4px solid var(--accent); padding: .8rem 1rem; margin: 1rem 0; }
        table { border-collapse: collapse; width: 100%; font-size: .86rem; margin: .4rem 0 1rem; } th { text-align: left; font-size: .78rem; color: var(--muted); border-bottom: 1px solid var(--line); padding: .25rem .6rem .25rem 0; vertical-align: bottom; } td { border-bottom: 1px solid var(--line); padding: .28rem .6rem .28rem 0; vertical-align: top; }
        td.n, th.n { text-align: right; } td small { color: var(--muted); white-space: nowrap; } tr.best td { font-weight: 600; }
        .grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); gap: 1rem 1.4rem; } .grid.small { grid-template-columns: repeat(auto-fill, minmax(18rem, 1fr)); }
        .legend span { margin-right: 1.2rem; font-weight: 600; } .legend { margin: .3rem 0 .7rem; font-size: .9rem; }
        figure img { width: 100%; display: block; background: #000; } figcaption { font-size: .8rem; color: var(--muted); margin-top: .25rem; }
        @media print { html { background: #fff; } main { box-shadow: none; margin: 0; padding: 0; } section, figure { break-inside: avoid; } }
        """;

    /// <summary>Begins the page with its title.</summary>
    public static void Open(StringBuilder html, string title) =>
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{E(title)}</title><style>{Style}</style></head><body><main><div class=\"research\">Research use only</div><h1>{E(title)}</h1>");

    /// <summary>Ends the page. In its text numbers get a proper minus sign.</summary>
    public static string Close(StringBuilder html) => TextNode().Replace(html.Append("</main></body></html>\n").ToString(), text => Minus().Replace(text.Value, "−"));

    [GeneratedRegex(">[^<]+")]
    private static partial Regex TextNode();

    [GeneratedRegex("(?<=[> (])-(?=[0-9])")]
    private static partial Regex Minus();

    public static void Warn(StringBuilder html, string text) => html.Append(CultureInfo.InvariantCulture, $"<p class=\"warn\">{E(text)}</p>");

    public const string PictureKey = "<b style=\"color:#2f8d7b\">Green</b>: both; <b style=\"color:#d17a00\">orange</b>: only in the reference; <b style=\"color:#c0208c\">magenta</b>: only in the prediction. The patient's right is on the left.";

    public static void Picture(StringBuilder html, ErrorPicture picture, string caption) =>
        html.Append(CultureInfo.InvariantCulture, $"<figure><img alt=\"\" src=\"data:image/png;base64,{Convert.ToBase64String(picture.Png)}\"><figcaption>{caption} · slice {picture.SliceK + 1} of {picture.Slices} from the feet</figcaption></figure>");

    /// <summary>A structure's name for people.</summary>
    public static string Title(string structure) => E(structure.Replace('_', ' '));

    public static string E(string text) => Svg.Escape(text);
}
