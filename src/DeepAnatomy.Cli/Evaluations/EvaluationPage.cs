using System.Globalization;
using System.Text;
using DeepAnatomy.Cli.Comparisons;
using DeepAnatomy.Evaluation.Cases;
using static DeepAnatomy.Cli.Comparisons.ComparisonText;
using static DeepAnatomy.Cli.Comparisons.ReportPage;

namespace DeepAnatomy.Cli.Evaluations;

/// <summary>An evaluation as one self-contained page.</summary>
static class EvaluationPage
{
    const int MostCharts = 12;

    public static string Of(EvaluationReport report)
    {
        var html = new StringBuilder();
        var structures = EvaluationStudy.Structures(report);
        var cases = report.Measured.Count();
        Open(html, report.IsPair ? "Evaluation of a segmentation" : $"Evaluation over {cases} case{(cases == 1 ? "" : "s")}");
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"muted\">{(report.IsPair ? E(report.Cases[0].Name) + " · " : "")}{structures.Count} structure{(structures.Count == 1 ? "" : "s")} · profile {E(report.Request.Profile.Name)} · DeepAnatomy {E(ProductVersion.Text)}</p>");
        EvaluationPageTables.Verdict(html, report);
        Warnings(html, report);
        if (report.IsPair)
        {
            EvaluationPageTables.Pair(html, report.Cases[0], report.Request);
        }
        else
        {
            EvaluationPageTables.Study(html, report, structures);
            Strips(html, report, structures);
        }

        Gallery(html, report);
        Along(html, report, structures);
        Muscle(html, report);
        Reliability(html, report, structures);
        EvaluationPageTables.Pieces(html, report);
        EvaluationPageTables.Conventions(html, report);
        return Close(html);
    }

    static void Warnings(StringBuilder html, EvaluationReport report)
    {
        if (report.IsPartial)
        {
            Warn(html, "The work was stopped before all cases were measured; this is of the finished ones.");
        }

        foreach (var one in report.Cases.Where(c => c.Problem is not null).Take(20))
        {
            Warn(html, $"{one.Name} was not measured: {one.Problem}");
        }

        foreach (var note in report.Measured.SelectMany(c => c.Notes).GroupBy(n => n).Take(10))
        {
            Warn(html, report.IsPair ? note.Key : $"{note.Key} ({note.Count()} case{(note.Count() == 1 ? "" : "s")})");
        }

        foreach (var (one, side) in report.Measured.SelectMany(c => c.Sides.Where(s => s.IsSuspected), (c, s) => (c, s)).Take(10))
        {
            Warn(html, $"{one.Name}: left and right of {side.Pair} may be exchanged: mean Dice {N(side.DiceAsGiven, 3)} as given, {N(side.DiceSwapped, 3)} the other way round.");
        }
    }

    static void Strips(StringBuilder html, EvaluationReport report, IReadOnlyList<string> structures)
    {
        string[] names = [.. report.Measured.Select(c => c.Name)];
        foreach (var metric in StudyMetric.For(report.Request.Profile, report.Request.TolerancesMm).Where(m => m.Id == "dice" || (m.Id == "hd95Mm" && report.Request.MeasuresSurfaces)))
        {
            html.Append(CultureInfo.InvariantCulture, $"<section><h2>{E(metric.Title)} per case</h2><p class=\"note\">One dot per case; box: quartiles, bar: median. {E(metric.Convention)}</p><div class=\"grid\">");
            foreach (var structure in structures.Take(MostCharts))
            {
                html.Append(Charts.Strip(EvaluationStudy.Metric(report, structure, metric), [""], names, hasLegend: true));
            }

            html.Append(CultureInfo.InvariantCulture, $"</div>{More(structures.Count, MostCharts)}</section>");
        }
    }

    static void Gallery(StringBuilder html, EvaluationReport report)
    {
        var worst = EvaluationStudy.Worst(report).Where(w => w.Case.Files is not null).ToArray();
        if (worst.Length == 0)
        {
            return;
        }

        html.Append(CultureInfo.InvariantCulture, $"<section><h2>Where the error is</h2><p class=\"note\">The lowest Dice first; of each the slice with the most wrong voxels. {PictureKey}</p><div class=\"grid small\">");
        foreach (var (one, label) in worst)
        {
            var picture = ErrorPicture.Of(one.Files!.Prediction, one.Files.Reference, one.Files.Ct, label.Values, report.Request);
            Picture(html, picture, $"<b>{Title(label.Name)}</b> · {(report.IsPair ? "" : E(one.Name) + " · ")}Dice {N(label.Dice, 4)}{(label.State == LabelState.Ok ? "" : $" ({label.State.ToString().ToLowerInvariant()})")}");
        }

        html.Append("</div></section>");
    }

    static void Along(StringBuilder html, EvaluationReport report, IReadOnlyList<string> structures)
    {
        var curves = structures.Select(s => (Name: s, Curves: EvaluationStudy.Curves(report, s))).Where(s => s.Curves.Count > 0)
            .OrderBy(s => s.Curves.Average(c => c.Average(p => p.Dice))).ToArray();
        if (curves.Length == 0)
        {
            return;
        }

        html.Append(CultureInfo.InvariantCulture, $"<section><h2>Dice along the body</h2><p class=\"note\">Dice of axial slices by their position within the structure; the lowest first{(report.IsPair ? "" : "; grey: cases, blue: their mean")}. Slices of one patient depend on each other: no statistics are made of them.</p><div class=\"grid\">");
        foreach (var (name, lines) in curves.Take(MostCharts))
        {
            html.Append(SliceChart.Of(name.Replace('_', ' '), lines));
        }

        html.Append(CultureInfo.InvariantCulture, $"</div>{More(curves.Length, MostCharts)}</section>");
    }

    static void Muscle(StringBuilder html, EvaluationReport report)
    {
        if (report.IsPair && report.Cases[0].Muscle is not null)
        {
            EvaluationPageTables.Muscle(html, report.Cases[0]);
            return;
        }

        var agreements = EvaluationStudy.Muscle(report);
        if (agreements.Count > 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"<section><h2>Muscle area and attenuation</h2><p class=\"note\">Bland–Altman: bias and limits of agreement (± 1.96 SD) with 95 % bands. Area of voxels between −29 and 150 HU; slice: {E(string.Join("; ", report.Measured.Select(c => c.SliceRule).OfType<string>().Distinct()))}.</p><div class=\"grid\">{string.Concat(agreements.Where(a => a.Reference.Length > 0).Select(a => Charts.BlandAltman(a, 0)))}</div></section>");
        }
    }

    static void Reliability(StringBuilder html, EvaluationReport report, IReadOnlyList<string> structures)
    {
        var all = structures.Select(s => (Name: s, Bins: EvaluationStudy.Reliability(report, s))).Where(s => s.Bins is not null).ToArray();
        if (all.Length == 0)
        {
            return;
        }

        html.Append(CultureInfo.InvariantCulture, $"<section><h2>Can the probabilities be believed?</h2><p class=\"note\">Within 10 mm of prediction and reference. On the dashed line a structure is there as often as its probability says; orange: the gap that the expected calibration error (ECE) averages.</p><div class=\"grid\">");
        foreach (var (name, bins) in all.Take(MostCharts))
        {
            html.Append(ReliabilityChart.Of(name.Replace('_', ' '), bins!));
        }

        html.Append("</div>");
        EvaluationPageTables.Probabilities(html, report);
        html.Append("</section>");
    }

    static string More(int all, int shown) => all > shown ? string.Create(CultureInfo.InvariantCulture, $"<p class=\"note\">{shown} of {all} structures are drawn; all values are in the CSV.</p>") : "";
}
