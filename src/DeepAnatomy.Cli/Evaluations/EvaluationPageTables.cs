using System.Globalization;
using System.Text;
using DeepAnatomy.Cli.Comparisons;
using DeepAnatomy.Evaluation.Calibration;
using DeepAnatomy.Evaluation.Cases;
using static DeepAnatomy.Cli.Comparisons.ComparisonText;
using static DeepAnatomy.Cli.Comparisons.ReportPage;

namespace DeepAnatomy.Cli.Evaluations;

/// <summary>The tables of the evaluation page.</summary>
static class EvaluationPageTables
{
    public static void Verdict(StringBuilder html, EvaluationReport report)
    {
        var all = report.Measured.SelectMany(c => c.Labels, (c, l) => (Case: c, Label: l)).Where(x => !double.IsNaN(x.Label.Dice)).ToArray();
        if (all.Length == 0)
        {
            html.Append("<p class=\"key\">No structure was found in the prediction or the reference.</p>");
            return;
        }

        var worst = all.MinBy(x => x.Label.Dice);
        var (missed, spurious) = (all.Count(x => x.Label.State == LabelState.Missed), all.Count(x => x.Label.State == LabelState.Spurious));
        var where = report.IsPair ? "" : $" in {worst.Case.Name}";
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"key\">Mean Dice <strong>{N(all.Average(x => x.Label.Dice), 4)}</strong> over {all.Length} structure{(all.Length == 1 ? "" : "s")}{(report.IsPair ? "" : $" in {report.Measured.Count()} cases")}; lowest {N(worst.Label.Dice, 4)} ({Title(worst.Label.Name)}{E(where)}). {(missed + spurious == 0 ? "No structure was missed or invented." : $"<strong>{missed} missed, {spurious} invented</strong>; they count as the empty-mask policy says.")}</p>");
    }

    public static void Pair(StringBuilder html, EvaluatedCase one, EvaluationRequest request)
    {
        var profile = request.Profile;
        var tolerances = one.Labels.Select(l => l.Nsd).FirstOrDefault(n => n.Count > 0) ?? [];
        html.Append(CultureInfo.InvariantCulture, $"<section><h2>All metrics</h2><table><tr><th>structure</th><th>state</th>{Head("Dice ↑", profile.Convention("dice"))}{Head("Jaccard ↑", profile.Convention("jaccard"))}{string.Concat(tolerances.Select(t => Head($"NSD {N(t.ToleranceMm, 1)} mm ↑", profile.Convention("nsd"))))}{Head("HD95 mm ↓", profile.Convention("hd95Mm"))}{Head("ASSD mm ↓", profile.Convention("assdMm"))}{Head("HD mm ↓", profile.Convention("hdMm"))}{Head("reference mL", "")}{Head("error mL", profile.Convention("volumeErrorMl"))}{Head("error %", "")}{(one.Sparse.Count > 0 ? Head("Dice interval", "uncertain voxels read both ways") + Head("defined", "share of voxels that counted") : "")}</tr>");
        foreach (var l in one.Labels)
        {
            string[] numbers = [N(l.Dice, 4), N(l.Jaccard, 4), .. tolerances.Select((_, n) => N(n < l.Nsd.Count ? l.Nsd[n].Value : double.NaN, 4)), N(l.Hd95Mm, 2), N(l.AssdMm, 3), N(l.HdMm, 2), N(l.ReferenceMl, 1), N(l.VolumeErrorMl, 2), N(l.VolumeErrorPercent, 1)];
            var sparse = one.Sparse.TryGetValue(l.Name, out var s) ? $"<td class=\"n\">{N(s.DiceLow, 4)} – {N(s.DiceHigh, 4)}</td><td class=\"n\">{N(100 * s.DefinedFraction, 1)} %</td>" : "";
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Title(l.Name)}</td><td>{State(l.State)}</td>{string.Concat(numbers.Select(n => $"<td class=\"n\">{n}</td>"))}{sparse}</tr>");
        }

        html.Append("</table></section>");
    }

    public static void Study(StringBuilder html, EvaluationReport report, IReadOnlyList<string> structures)
    {
        var metrics = StudyMetric.For(report.Request.Profile, report.Request.TolerancesMm);
        html.Append(CultureInfo.InvariantCulture, $"<section><h2>All metrics</h2><p class=\"note\">Mean over cases with 95 % confidence interval (BCa bootstrap over cases, seed 1, B = 2000). Cases in which neither map has the structure take no part; missed and invented ones count as the empty-mask policy says.</p><table><tr><th>structure</th>{string.Concat(metrics.Select(m => Head($"{m.Title} {(m.IsHigherBetter ? "↑" : "↓")}", m.Convention)))}{Head("in both", "")}{Head("missed", "")}{Head("invented", "")}{Head("absent", "in both maps")}</tr>");
        foreach (var structure in structures)
        {
            var states = report.Measured.Select(c => c.Labels.First(l => l.Name == structure)).ToLookup(l => l.State);
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Title(structure)}</td>");
            foreach (var metric in metrics)
            {
                var mean = EvaluationStudy.Metric(report, structure, metric).Result.Models[0].Mean;
                html.Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{N(mean.Estimate, metric.Digits)}{(double.IsFinite(mean.Low) ? $"<br><small>{N(mean.Low, metric.Digits)} – {N(mean.High, metric.Digits)}</small>" : "")}</td>");
            }

            html.Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{states[LabelState.Ok].Count()}</td><td class=\"n\">{states[LabelState.Missed].Count()}</td><td class=\"n\">{states[LabelState.Spurious].Count()}</td><td class=\"n\">{states[LabelState.AbsentInBoth].Count()}</td></tr>");
        }

        html.Append("</table></section>");
    }

    public static void Muscle(StringBuilder html, EvaluatedCase one)
    {
        var m = one.Muscle!;
        string Row(string name, string unit, double? p, double? r, double? e) => $"<tr><td>{name}</td><td>{unit}</td><td class=\"n\">{V(p)}</td><td class=\"n\">{V(r)}</td><td class=\"n\">{V(e)}</td></tr>";
        html.Append(CultureInfo.InvariantCulture, $"<section><h2>Muscle area and attenuation</h2><p class=\"note\">Slice {m.SliceK + 1} from the feet: {E(one.SliceRule ?? "")}. Area and mean of voxels between −29 and 150 HU; IMAT: share of −190 … −30 HU inside the labels.</p><table><tr><th>figure</th><th>unit</th><th class=\"n\">prediction</th><th class=\"n\">reference</th><th class=\"n\">error</th></tr>{Row("SMA", "cm²", m.Prediction.SmaCm2, m.Reference.SmaCm2, m.SmaErrorCm2)}{Row("SMRA", "HU", m.Prediction.SmraHu, m.Reference.SmraHu, m.SmraErrorHu)}{Row("IMAT share", "%", m.Prediction.ImatPercent, m.Reference.ImatPercent, m.ImatErrorPercent)}</table></section>");
    }

    public static void Probabilities(StringBuilder html, EvaluationReport report)
    {
        html.Append("<table><tr><th>case</th><th>structure</th><th class=\"n\">Brier</th><th class=\"n\">ECE</th><th class=\"n\">MCE</th><th class=\"n\">uncertainty tells errors (AUROC)</th><th class=\"n\">uncertainty–error overlap</th></tr>");
        foreach (var (one, name, p) in report.Measured.SelectMany(c => c.Probabilities, (c, p) => (c, p.Key, p.Value)).Take(60))
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{E(one.Name)}</td><td>{Title(name)}</td><td class=\"n\">{N(p.Brier, 4)}</td><td class=\"n\">{N(p.Reliability.ExpectedError, 4)}</td><td class=\"n\">{N(p.Reliability.MaximumError, 4)}</td><td class=\"n\">{N(p.UncertaintyErrorAuroc, 3)}</td><td class=\"n\">{N(p.UncertaintyErrorOverlap, 3)}</td></tr>");
        }

        var conventions = report.Measured.SelectMany(c => c.Probabilities.Values).Where(p => p.Voxels > 0).Select(p => p.Reliability.Convention).Distinct();
        html.Append(CultureInfo.InvariantCulture, $"</table><p class=\"note\">{E(string.Join("; ", conventions))}; Brier[binary, 0 … 1]; uncertain: an entropy of {ProbabilityCase.EntropyThreshold:0.0} bits or more.</p>");
    }

    public static void Pieces(StringBuilder html, EvaluationReport report)
    {
        var rows = report.Measured.SelectMany(c => c.Details, (c, d) => (Case: c, d.Key, d.Value)).Where(r => r.Value.Components.ReferenceCount > 1 || r.Value.Components.PredictionCount > 1).ToArray();
        if (rows.Length == 0)
        {
            return;
        }

        const int Most = 40;
        html.Append(CultureInfo.InvariantCulture, $"<section><h2>Pieces</h2><p class=\"note\">Structures of more than one piece (26-connected), the most scattered first{(rows.Length > Most ? $", {Most} of {rows.Length}" : "")}; pieces match where their IoU exceeds 0.5. Islands: what the prediction has beside its largest piece.</p><table><tr><th>case</th><th>structure</th>{Head("pieces, reference", "")}{Head("pieces, prediction", "")}{Head("matched", "")}{Head("SQ", "mean IoU of matches")}{Head("RQ", "TP / (TP + FP/2 + FN/2)")}{Head("PQ", "SQ × RQ")}{Head("islands mL", "")}</tr>");
        foreach (var (one, name, d) in rows.OrderByDescending(r => r.Value.Components.PredictionCount + r.Value.Components.ReferenceCount).Take(Most))
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{E(one.Name)}</td><td>{Title(name)}</td><td class=\"n\">{d.Components.ReferenceCount}</td><td class=\"n\">{d.Components.PredictionCount}</td><td class=\"n\">{d.Components.Matches.Count}</td><td class=\"n\">{N(d.Components.SegmentationQuality, 3)}</td><td class=\"n\">{N(d.Components.RecognitionQuality, 3)}</td><td class=\"n\">{N(d.Components.PanopticQuality, 3)}</td><td class=\"n\">{N(d.Islands.VolumeMl, 2)}</td></tr>");
        }

        html.Append("</table></section>");
    }

    public static void Conventions(StringBuilder html, EvaluationReport report)
    {
        html.Append(CultureInfo.InvariantCulture, $"<section><h2>Conventions</h2><table><tr><th>metric</th><th>convention</th></tr>{string.Concat(EvaluationText.Conventions(report.Request.Profile).Select(c => $"<tr><td>{E(c.Key)}</td><td>{E(c.Value)}</td></tr>"))}<tr><td>empty masks</td><td>{E(report.Request.Profile.Empty.Name)}</td></tr>");
        if (report.Cases is [{ Grid: { } g } one] && report.IsPair)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>grid</td><td>{E($"{g}")}{(report.Request.Profile.SnapsSpacing ? ", spacing snapped to 6 digits" : "")}</td></tr><tr><td>prediction</td><td><small>SHA-256 {one.PredictionSha256}</small></td></tr><tr><td>reference</td><td><small>SHA-256 {one.ReferenceSha256}</small></td></tr>");
        }

        html.Append("</table></section>");
    }

    static string Head(string text, string convention) => $"<th class=\"n\" title=\"{E(convention)}\">{E(text)}</th>";

    static string State(LabelState state) => state switch
    {
        LabelState.Ok => "in both",
        LabelState.Missed => "<b style=\"color:#a3302c\">missed</b>",
        LabelState.Spurious => "<b style=\"color:#a3302c\">invented</b>",
        LabelState.AbsentInBoth => "absent",
        _ => "not measurable",
    };

    static string V(double? value) => N(value ?? double.NaN, 2);
}
