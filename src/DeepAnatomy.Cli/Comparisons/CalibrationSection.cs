using System.Globalization;
using System.Text;
using DeepAnatomy.Evaluation.Calibration;
using DeepAnatomy.Evaluation.Statistics;
using static DeepAnatomy.Cli.Comparisons.ComparisonText;
using static DeepAnatomy.Cli.Comparisons.ReportPage;

namespace DeepAnatomy.Cli.Comparisons;

/// <summary>The part of a comparison's page about probabilities: a diagram per model on the same axes, scores with intervals, differences.</summary>
static class CalibrationSection
{
    const int MostStructures = 8;

    public static void Write(StringBuilder html, Comparison c)
    {
        if (c.Calibration.Count == 0)
        {
            return;
        }

        html.Append(CultureInfo.InvariantCulture, $"<section><h2>Can the probabilities be believed?</h2><p class=\"note\">Voxels within {ProbabilityCase.BandMm:0} mm of prediction and reference, all cases together. On the dashed line a structure is there as often as its probability says: below it the model is too sure of the structure, above it not sure enough; orange: the gap. Grey bars: how many voxels have such a probability, on one logarithmic scale for all models. In the table, Brier score and expected calibration error (ECE) are means of the cases' values with 95 % intervals over cases; lower is better, bold is the best.</p>");
        foreach (var study in c.Calibration.Take(MostStructures))
        {
            Structure(html, study);
        }

        if (c.Calibration.Count > MostStructures)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">{MostStructures} of {c.Calibration.Count} structures are shown; all values are in the CSV and JSON.</p>");
        }

        html.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">{E(c.Calibration[0].Convention)}; Brier[binary, 0 … 1].</p></section>");
    }

    static void Structure(StringBuilder html, CalibrationStudy study)
    {
        var most = study.Models.SelectMany(m => m.Bins).Select(b => b.Count).DefaultIfEmpty(1).Max();
        var cases = $"{study.CasesUsed} case{(study.CasesUsed == 1 ? "" : "s")}{(study.CasesLeftOut > 0 ? $", {study.CasesLeftOut} left out because a model has no value" : "")}";
        html.Append(CultureInfo.InvariantCulture, $"<h3>{Title(study.Structure)} <span class=\"muted\" style=\"font-weight:400\">({cases})</span></h3><div class=\"grid\">{string.Concat(study.Models.Select(m => ReliabilityChart.Of(m.Model, m.Bins, m.Index, most)))}</div>");
        html.Append("<table><tr><th>model</th><th class=\"n\">Brier ↓</th><th class=\"n\">ECE ↓</th><th class=\"n\" title=\"faults of single cases may cancel in it\">ECE of all voxels together ↓</th><th class=\"n\">voxels</th></tr>");
        var (brier, error) = (study.Models.Min(m => m.Brier.Estimate), study.Models.Min(m => m.ExpectedError.Estimate));
        foreach (var m in study.Models)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td style=\"color:{Svg.Colour(m.Index)};font-weight:600\">{E(m.Model)}</td>{Cell(m.Brier, brier)}{Cell(m.ExpectedError, error)}<td class=\"n\">{N(m.PooledError, 4)}</td><td class=\"n\">{m.Voxels:#,0}</td></tr>");
        }

        html.Append("</table>");
        if (study.Pairs.Count == 0)
        {
            return;
        }

        html.Append("<table><tr><th>difference</th><th class=\"n\">Brier</th><th class=\"n\">p (Wilcoxon, Holm)</th><th class=\"n\">ECE</th><th class=\"n\">p (Wilcoxon, Holm)</th></tr>");
        foreach (var (b, e) in study.Pairs.Where(p => p.Metric == "brier").Zip(study.Pairs.Where(p => p.Metric == "ece"), (b, e) => (b.Result, e.Result)))
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{E(b.First)} − {E(b.Second)}</td>{Cell(b.Difference)}<td class=\"n\">{P(b.HolmP)}</td>{Cell(e.Difference)}<td class=\"n\">{P(e.HolmP)}</td></tr>");
        }

        html.Append("</table>");
    }

    static string Cell(ConfidenceInterval i, double best = double.NaN) =>
        $"<td class=\"n\"{(i.Estimate == best ? " style=\"font-weight:700\"" : "")}>{N(i.Estimate, 4)}{(double.IsFinite(i.Low) ? $"<br><small>{N(i.Low, 4)} – {N(i.High, 4)}</small>" : "")}</td>";
}
