using System.Globalization;
using System.Text;
using DeepAnatomy.Evaluation.Cases;
using static DeepAnatomy.Cli.Comparisons.ComparisonText;

namespace DeepAnatomy.Cli.Comparisons;

/// <summary>A comparison as one self-contained page.</summary>
static class ComparisonPage
{
    public static string Of(Comparison c)
    {
        var html = new StringBuilder();
        ReportPage.Open(html, $"Comparison of {c.Models.Count} model{(c.Models.Count == 1 ? "" : "s")}");
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"muted\">{c.Cases.Count} case{(c.Cases.Count == 1 ? "" : "s")} · {c.Structures.Count} structure{(c.Structures.Count == 1 ? "" : "s")} · profile {E(c.Request.Evaluation.Profile.Name)} · seed {c.Request.Seed}, B = {c.Request.Replicates} · DeepAnatomy {E(ProductVersion.Text)}</p>");
        Verdict(html, c);
        foreach (var warning in c.Warnings)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"warn\">{E(warning)}</p>");
        }

        Summary(html, c);
        Strips(html, c);
        Differences(html, c);
        Rankings(html, c);
        Muscle(html, c);
        CalibrationSection.Write(html, c);
        Along(html, c);
        Gallery(html, c);
        States(html, c);
        Conventions(html, c);
        return ReportPage.Close(html);
    }

    static void Verdict(StringBuilder html, Comparison c)
    {
        var dice = c.Find(c.Main, "dice");
        if (dice.Result.Rankings.Count == 0)
        {
            html.Append("<p class=\"key\">The values are given below; a comparison needs at least two models and two cases.</p>");
            return;
        }

        var best = dice.Result.Models.MaxBy(m => m.Mean.Estimate)!;
        var others = dice.Result.Pairs.Where(p => p.First == best.Model || p.Second == best.Model).ToArray();
        var unsure = others.Where(p => p.HolmP >= 0.05).Select(p => p.First == best.Model ? p.Second : p.First).ToArray();
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"key\"><strong>{E(best.Model)}</strong> has the highest mean Dice: {N(best.Mean.Estimate, 4)} (95 % CI {N(best.Mean.Low, 4)} to {N(best.Mean.High, 4)}). {(unsure.Length == 0 ? "The difference to every other model is significant (Wilcoxon, Holm)." : $"Not shown to differ from it: <strong>{E(string.Join(", ", unsure))}</strong>.")}</p>");
    }

    static void Summary(StringBuilder html, Comparison c)
    {
        html.Append("<section><h2>All metrics</h2><p class=\"note\">Mean with 95 % confidence interval over cases (BCa bootstrap); bold: the best mean of the column. Structures that a model missed or invented count as worst.</p>");
        foreach (var structure in c.Compared.Select(x => x.Structure).Distinct())
        {
            html.Append(CultureInfo.InvariantCulture, $"<h3>{E(structure.Replace('_', ' '))}</h3><table><tr><th>model</th>");
            foreach (var metric in c.Metrics)
            {
                html.Append(CultureInfo.InvariantCulture, $"<th class=\"n\" title=\"{E(metric.Convention)}\">{E(metric.Title)} {(metric.IsHigherBetter ? "↑" : "↓")}</th>");
            }

            html.Append("</tr>");
            for (var m = 0; m < c.Models.Count; m++)
            {
                html.Append(CultureInfo.InvariantCulture, $"<tr><td style=\"color:{Svg.Colour(m)};font-weight:600\">{E(c.Models[m])}</td>");
                foreach (var metric in c.Metrics)
                {
                    var all = c.Find(structure, metric.Id).Result.Models;
                    var best = metric.IsHigherBetter ? all.Max(x => x.Mean.Estimate) : all.Min(x => x.Mean.Estimate);
                    var (s, digits) = (all[m], metric.Digits);
                    var interval = double.IsFinite(s.Mean.Low) ? $"<br><small>{N(s.Mean.Low, digits)} – {N(s.Mean.High, digits)}</small>" : "";
                    html.Append(CultureInfo.InvariantCulture, $"<td class=\"n\"{(s.Mean.Estimate == best ? " style=\"font-weight:700\"" : "")}>{N(s.Mean.Estimate, digits)}{interval}</td>");
                }

                html.Append("</tr>");
            }

            html.Append("</table>");
        }

        html.Append("</section>");
    }

    static void Strips(StringBuilder html, Comparison c)
    {
        string[] names = [.. c.Cases.Select(x => x.Name)];
        foreach (var id in new[] { "dice", "hd95Mm" })
        {
            var metric = c.Metrics.First(m => m.Id == id);
            html.Append(CultureInfo.InvariantCulture, $"<section><h2>{E(metric.Title)} per case</h2><p class=\"note\">One dot per case, joined between models; box: quartiles, bar: median. {E(metric.Convention)}</p>{Legend(c)}<div class=\"grid\">");
            foreach (var one in c.Compared.Where(x => x.Metric.Id == id).Take(13))
            {
                html.Append(Charts.Strip(one, c.Models, names, hasLegend: false));
            }

            html.Append("</div></section>");
        }
    }

    static void Differences(StringBuilder html, Comparison c)
    {
        var shown = c.Metrics.Where(m => c.Find(c.Main, m.Id).Result.Pairs.Count > 0).ToArray();
        if (shown.Length == 0)
        {
            return;
        }

        html.Append(CultureInfo.InvariantCulture, $"<section><h2>Differences between models</h2><p class=\"note\">Mean difference with 95 % interval, {E(c.Main)}; p by the paired Wilcoxon test, adjusted over the pairs (Holm). Blue: significant. Shaded: within the margin of ± {c.Request.Margin:0.####} that does not matter.</p>");
        foreach (var metric in shown.Where(m => m.Id is "dice" || m.Id.StartsWith("nsd", StringComparison.Ordinal) || m.Id == "hd95Mm"))
        {
            html.Append(CultureInfo.InvariantCulture, $"<h3>{E(metric.Title)}</h3><div style=\"max-width:56rem\">{Charts.Forest(c.Find(c.Main, metric.Id), metric.IsHigherBetter ? c.Request.Margin : null)}</div>");
        }

        html.Append("<h3>Effects on Dice</h3><table><tr><th>pair</th><th class=\"n\">shift (Hodges–Lehmann)</th><th class=\"n\">Cohen d<sub>z</sub></th><th class=\"n\">sign flip p</th><th class=\"n\">equivalent, p</th><th class=\"n\">first not worse, p</th></tr>");
        foreach (var p in c.Find(c.Main, "dice").Result.Pairs)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{E(p.First)} − {E(p.Second)}</td><td class=\"n\">{N(p.Effect.HodgesLehmann, 4)}</td><td class=\"n\">{N(p.Effect.CohenDz, 2)}</td><td class=\"n\">{P(p.SignFlip.P)}</td><td class=\"n\">{P(p.Equivalence?.P ?? double.NaN)}</td><td class=\"n\">{P(p.Equivalence?.PLower ?? double.NaN)}</td></tr>");
        }

        html.Append("</table></section>");
    }

    static void Rankings(StringBuilder html, Comparison c)
    {
        var rankings = c.Find(c.Main, "dice").Result.Rankings;
        if (rankings.Count == 0)
        {
            return;
        }

        html.Append(CultureInfo.InvariantCulture, $"<section><h2>Ranking by Dice and its stability</h2><p class=\"note\">Cases drawn anew ({E(rankings[0].Convention)}); a disc's area is the share of draws in which the model took the place, in percent; τ: mean Kendall τ-b against the ranking of all cases.</p><div class=\"grid\">");
        foreach (var ranking in rankings)
        {
            html.Append(Charts.Places(ranking, c.Models));
        }

        html.Append("</div></section>");
    }

    static void Muscle(StringBuilder html, Comparison c)
    {
        if (c.Muscle.Count == 0)
        {
            return;
        }

        var rules = c.Cases.Select(x => x.SliceRule).OfType<string>().Distinct();
        html.Append(CultureInfo.InvariantCulture, $"<section><h2>Muscle area and attenuation</h2><p class=\"note\">Bland–Altman: bias and limits of agreement (± 1.96 SD) with 95 % bands. Area of voxels between −29 and 150 HU; slice: {E(string.Join("; ", rules))}.</p><div class=\"grid\">");
        foreach (var a in c.Muscle.Where(m => m.Reference.Length > 0).OrderBy(m => m.Figure, StringComparer.Ordinal))
        {
            html.Append(Charts.BlandAltman(a, c.Models.ToList().IndexOf(a.Model)));
        }

        html.Append("</div></section>");
    }

    static void Along(StringBuilder html, Comparison c)
    {
        html.Append(CultureInfo.InvariantCulture, $"<section><h2>Dice along the body</h2><p class=\"note\">Mean Dice of slices by their position within the structure.</p>{Legend(c)}<div class=\"grid\">");
        foreach (var structure in c.Structures.Take(12))
        {
            html.Append(Charts.AlongBody(c, structure));
        }

        html.Append("</div></section>");
    }

    static void Gallery(StringBuilder html, Comparison c)
    {
        html.Append(CultureInfo.InvariantCulture, $"<section><h2>Worst cases</h2><p class=\"note\">At most two of each model; the slice with the most wrong voxels. {ReportPage.PictureKey}</p><div class=\"grid small\">");
        foreach (var w in WorstCases.Of(c))
        {
            ReportPage.Picture(html, w.Picture, $"<b>{E(w.Model)}</b> · {E(w.Case)} · {ReportPage.Title(w.Structure)} · Dice {N(w.Dice, 4)}");
        }

        html.Append("</div></section>");
    }

    static void States(StringBuilder html, Comparison c)
    {
        html.Append("<section><h2>Missed and invented structures</h2><table><tr><th>model</th><th class=\"n\">in both</th><th class=\"n\">missed</th><th class=\"n\">invented</th><th class=\"n\">absent in both</th></tr>");
        for (var m = 0; m < c.Models.Count; m++)
        {
            var states = c.Cases.SelectMany(x => x.Models[m].Labels.Values).ToLookup(l => l.State);
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{E(c.Models[m])}</td><td class=\"n\">{states[LabelState.Ok].Count()}</td><td class=\"n\">{states[LabelState.Missed].Count()}</td><td class=\"n\">{states[LabelState.Spurious].Count()}</td><td class=\"n\">{states[LabelState.AbsentInBoth].Count()}</td></tr>");
        }

        html.Append("</table></section>");
    }

    static void Conventions(StringBuilder html, Comparison c)
    {
        html.Append(CultureInfo.InvariantCulture, $"<section><h2>Conventions</h2><table><tr><th>metric</th><th>convention</th></tr>{string.Concat(c.Metrics.Select(m => $"<tr><td>{E(m.Title)}</td><td>{E(m.Convention)}</td></tr>"))}<tr><td>empty masks</td><td>{E(c.Request.Evaluation.Profile.Empty.Name)}</td></tr>");
        if (c.Find(c.Main, "dice").Result.Pairs is [var p, ..])
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>interval</td><td>{E(p.Difference.Convention)}</td></tr><tr><td>Wilcoxon</td><td>{E(p.Wilcoxon.Convention)}</td></tr>");
        }

        html.Append("</table></section>");
    }

    static string Legend(Comparison c) => $"<p class=\"legend\">{string.Concat(c.Models.Select((m, n) => $"<span style=\"color:{Svg.Colour(n)}\">{(char)('A' + n)} {E(m)}</span>"))}</p>";

    static string E(string text) => Svg.Escape(text);
}
