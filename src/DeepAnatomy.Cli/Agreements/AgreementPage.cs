using System.Globalization;
using System.Text;
using DeepAnatomy.Cli.Comparisons;
using DeepAnatomy.Evaluation.Agreement;
using DeepAnatomy.Evaluation.Cases;
using static DeepAnatomy.Cli.Agreements.AgreementCharts;
using static DeepAnatomy.Cli.Comparisons.ComparisonText;
using static DeepAnatomy.Cli.Comparisons.ReportPage;

namespace DeepAnatomy.Cli.Agreements;

/// <summary>An agreement study as one self-contained page.</summary>
static class AgreementPage
{
    const int MostRows = 40;

    public static string Of(AgreementStudy s)
    {
        var html = new StringBuilder();
        Open(html, $"Agreement of {s.Readers.Count} readers");
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"muted\">{s.Cases.Count} scan{(s.Cases.Count == 1 ? "" : "s")} · {s.Structures.Count} structure{(s.Structures.Count == 1 ? "" : "s")} · each against each, {s.Pairs.Count} pairs · profile {E(s.Request.Evaluation.Profile.Name)} · DeepAnatomy {E(ProductVersion.Text)}</p>");
        Verdict(html, s);
        foreach (var warning in s.Warnings)
        {
            Warn(html, warning);
        }

        Matrices(html, s);
        Dots(html, s);
        Figures(html, s);
        Differences(html, s);
        Gallery(html, s);
        Structures(html, s);
        Conventions(html, s);
        return Close(html);
    }

    static void Verdict(StringBuilder html, AgreementStudy s)
    {
        var pairs = s.Pairs.Select(p => (Pair: p, Dice: s.Mean(p, s.Structures.ToHashSet(), l => l.Dice))).OrderBy(p => p.Dice).ToArray();
        var worst = s.Structures.Select(name => (name, Dice: s.Pairs.Select(p => s.Mean(p, [name], l => l.Dice)).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Min())).Where(x => double.IsFinite(x.Dice)).MinBy(x => x.Dice);
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"key\">Mean Dice between readers: <strong>{N(pairs.Average(p => p.Dice), 4)}</strong>, from {N(pairs[0].Dice, 4)} ({E(PairName(s, pairs[0].Pair))}) to {N(pairs[^1].Dice, 4)} ({E(PairName(s, pairs[^1].Pair))}). They differ most on <strong>{Title(worst.name)}</strong> (Dice down to {N(worst.Dice, 3)}).</p>");
    }

    static void Matrices(StringBuilder html, AgreementStudy s)
    {
        html.Append("<section><h2>Each against each</h2><p class=\"note\">Mean over the structures that either of the two readers drew; dark is good agreement. The scale of each matrix runs from its worst to its best pair.</p>");
        foreach (var (what, structures) in new[] { ($"All {s.Structures.Count} structures", s.Structures), ($"The {s.Muscles.Count} muscles", s.Muscles) })
        {
            if (structures.Count == 0 || (structures == s.Muscles && s.Muscles.Count == s.Structures.Count))
            {
                continue;
            }

            html.Append(CultureInfo.InvariantCulture, $"<h3>{what}</h3><div class=\"grid\">");
            var set = structures.ToHashSet();
            foreach (var metric in StudyMetric.For(s.Request.Evaluation.Profile, s.Request.Evaluation.TolerancesMm.TakeLast(1).ToArray()).Where(m => m.Id is not ("assdMm" or "absoluteVolumeErrorMl")))
            {
                html.Append(Matrix(s, metric.Title, metric.Digits, metric.IsHigherBetter, p => s.Mean(p, set, metric.Of)));
            }

            html.Append("</div>");
        }

        html.Append("</section>");
    }

    static void Dots(StringBuilder html, AgreementStudy s)
    {
        const int Most = 30;
        html.Append(CultureInfo.InvariantCulture, $"<section><h2>Where readers differ</h2><p class=\"note\">Dice of every pair, the structures of least agreement first{(s.Structures.Count > Most ? $" ({Most} of {s.Structures.Count})" : "")}.</p><p class=\"legend\">{string.Concat(s.Pairs.Take(12).Select((p, n) => $"<span style=\"color:{Svg.Colour(n)}\">● {E(PairName(s, p))}</span>"))}</p>{AgreementCharts.Dots(s, Most)}</section>");
    }

    static void Figures(StringBuilder html, AgreementStudy s)
    {
        var figures = s.Figures.Where(f => f.Correlation is not null).ToArray();
        if (figures.Length == 0)
        {
            return;
        }

        html.Append("<section><h2>Agreement of figures</h2><p class=\"note\">Intraclass correlation (McGraw and Wong) with 95 % interval. Absolute agreement, ICC(2,1), counts a bias between readers; consistency, ICC(3,1), hides it. SEM: standard error of measurement; MDC: smallest change that is not measurement error. Variation: within-unit coefficient of variation.</p><table><tr><th>figure</th><th>one row is</th><th class=\"n\">rows</th><th class=\"n\">ICC(1,1)</th><th class=\"n\">ICC(2,1)</th><th class=\"n\">ICC(3,1)</th><th class=\"n\">ICC(3,k)</th><th class=\"n\">SEM</th><th class=\"n\">MDC 95 %</th><th class=\"n\">variation %</th></tr>");
        foreach (var f in figures)
        {
            var c = f.Correlation!;
            static string Icc(IccResult r) => string.Create(CultureInfo.InvariantCulture, $"<td class=\"n\">{N(r.Value, 4)}{(double.IsFinite(r.Low) ? $"<br><small>{N(r.Low, 4)} – {N(r.High, 4)}</small>" : "")}</td>");
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{E(f.Figure)}, {E(f.Unit)}</td><td>{f.What}{(f.IsIndependent ? "" : " *")}</td><td class=\"n\">{f.Rows.Count}</td>{Icc(c.OneWaySingle)}{Icc(c.AbsoluteSingle)}{Icc(c.ConsistencySingle)}{Icc(c.ConsistencyAverage)}<td class=\"n\">{N(c.StandardErrorOfMeasurement, 2)}</td><td class=\"n\">{N(c.MinimalDetectableChange95, 2)}</td><td class=\"n\">{N(AgreementOutputs.VariationPercent(f), 2)}</td></tr>");
        }

        html.Append(CultureInfo.InvariantCulture, $"</table>{(figures.Any(f => !f.IsIndependent) ? "<p class=\"note\">* Rows of one patient depend on each other: read these as a description. Volumes of structures span decades, so their ICC is near 1 by itself; the variation says more.</p>" : "")}</section>");
    }

    static void Differences(StringBuilder html, AgreementStudy s)
    {
        const int MostPairs = 6;
        html.Append(CultureInfo.InvariantCulture, $"<section><h2>Bland–Altman</h2><p class=\"note\">Bias and limits of agreement (± 1.96 SD) of each pair{(s.Pairs.Count > MostPairs ? $", {MostPairs} of {s.Pairs.Count} pairs" : "")}.{(s.Cases.Select(c => c.SliceRule).OfType<string>().FirstOrDefault() is { } rule ? $" Muscle: voxels of the muscle labels between −29 and 150 HU, {(s.IsByPatient ? E(rule) : "every axial slice in which all readers have muscle")}." : "")}</p><div class=\"grid\">");
        foreach (var f in s.Figures.Where(f => f.Rows.Count > 0 && !f.Figure.StartsWith("Volume of", StringComparison.Ordinal)))
        {
            foreach (var (pair, n) in s.Pairs.Take(MostPairs).Select((p, n) => (p, n)))
            {
                html.Append(f.Figure == "Volume" ? Percent(f, s, pair, n) : Charts.BlandAltman(MuscleAgreement.Of(PairName(s, pair), f.Figure, f.Unit, [.. f.Rows.Select(r => r[pair.First])], [.. f.Rows.Select(r => r[pair.Second])]), n, "second − first", f.IsIndependent));
            }
        }

        html.Append("</div></section>");
    }

    static void Gallery(StringBuilder html, AgreementStudy s)
    {
        var all = from one in s.Cases from pair in one.Pairs from label in pair.Value.Values where label.State == LabelState.Ok && label.Dice < 1 orderby label.Dice select (one, pair.Key, label);
        var chosen = all.DistinctBy(x => (x.one.Name, x.label.Name)).Take(9).ToArray();
        if (chosen.Length == 0)
        {
            return;
        }

        html.Append("<section><h2>The largest differences</h2><p class=\"note\">Of each structure the pair that differs most, and the slice where. <b style=\"color:#2f8d7b\">Green</b>: both; <b style=\"color:#d17a00\">orange</b>: only the first reader; <b style=\"color:#c0208c\">magenta</b>: only the second. The patient's right is on the left.</p><div class=\"grid small\">");
        foreach (var (one, pair, label) in chosen)
        {
            var picture = ErrorPicture.Of(one.Files[pair.Second], one.Files[pair.First], one.Ct, label.Values, s.Request.Evaluation);
            Picture(html, picture, $"<b>{Title(label.Name)}</b> · {E(PairName(s, pair))}{(s.Cases.Count == 1 ? "" : $" · {E(one.Name)}")} · Dice {N(label.Dice, 3)}");
        }

        html.Append("</div></section>");
    }

    static void Structures(StringBuilder html, AgreementStudy s)
    {
        var nsd = s.Request.Evaluation.TolerancesMm.Length > 0;
        html.Append(CultureInfo.InvariantCulture, $"<section><h2>Structures</h2><p class=\"note\">Mean over pairs and scans; lowest: the pair of least agreement. Volume: mean over readers, and the variation between them.{(s.Structures.Count > MostRows ? $" The {MostRows} structures of least agreement of {s.Structures.Count}; all are in the CSV." : "")}</p><table><tr><th>structure</th><th class=\"n\">drawn by</th><th class=\"n\">Dice</th><th class=\"n\">lowest</th><th>of</th><th class=\"n\">{(nsd ? $"NSD {N(s.Request.Evaluation.TolerancesMm[^1], 1)} mm" : "")}</th><th class=\"n\">HD95 mm</th><th class=\"n\">volume mL</th><th class=\"n\">variation %</th></tr>");
        foreach (var row in AgreementOutputs.Rows(s).OrderBy(r => r.LowestDice).Take(MostRows))
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Title(row.Structure)}</td><td class=\"n\">{N(row.DrawnBy, 0)} of {s.Readers.Count}</td><td class=\"n\">{N(row.Dice, 4)}</td><td class=\"n\">{N(row.LowestDice, 4)}</td><td>{E(PairName(s, row.LowestPair))}</td><td class=\"n\">{(nsd ? N(row.Nsd, 4) : "")}</td><td class=\"n\">{N(row.Hd95Mm, 2)}</td><td class=\"n\">{N(row.MeanMl, 1)}</td><td class=\"n\">{N(row.VariationPercent, 2)}</td></tr>");
        }

        html.Append("</table></section>");
    }

    static void Conventions(StringBuilder html, AgreementStudy s)
    {
        var profile = s.Request.Evaluation.Profile;
        html.Append(CultureInfo.InvariantCulture, $"<section><h2>Conventions</h2><table><tr><th>metric</th><th>convention</th></tr>{string.Concat(StudyMetric.For(profile, s.Request.Evaluation.TolerancesMm).Select(m => $"<tr><td>{E(m.Title)}</td><td>{E(m.Convention)}</td></tr>"))}<tr><td>empty masks</td><td>{E(profile.Empty.Name)}</td></tr>");
        if (s.Cases.Count == 1)
        {
            html.Append(CultureInfo.InvariantCulture, $"{string.Concat(s.Readers.Select((r, n) => $"<tr><td>{E(r)}</td><td><small>SHA-256 {s.Cases[0].Sha256[n]}</small></td></tr>"))}");
        }

        html.Append("</table></section>");
    }
}
