using DeepAnatomy.Evaluation.Cases;

namespace DeepAnatomy.Cli.Evaluations;

/// <summary>An evaluation as JSON and as a table.</summary>
static class EvaluationText
{
    static readonly string[] Conventional = ["dice", "jaccard", "hdMm", "hd95Mm", "assdMm", "masdMm", "nsd", "boundaryIou", "boundaryIouInVoxels", "setAverageMm", "volumeErrorMl"];

    public static string Json(EvaluationReport report) => JsonText.Of(report.IsPair ? Pair(report) : (object)new
    {
        profile = report.Request.Profile.Name,
        emptyPolicy = report.Request.Profile.Empty.Name,
        conventions = Conventions(report.Request.Profile),
        cases = report.Cases.Select(Case),
        summary = Summary(report),
    });

    public static void Write(EvaluationReport report, TextWriter output)
    {
        foreach (var one in report.Cases)
        {
            output.WriteLine(one.Name);
            foreach (var note in one.Notes)
            {
                output.WriteLine($"  note: {note}");
            }

            if (one.Problem is not null)
            {
                output.WriteLine($"  not measured: {one.Problem}");
                continue;
            }

            output.WriteLine($"  {"structure",-30} {"state",-9} {"Dice",7} {"HD95 mm",8} {"ASSD mm",8} {"HD mm",8} {string.Join(" ", report.Request.TolerancesMm.Select(t => $"{$"NSD {t:0.##}",7}"))} {"vol. mL",9} {"error mL",9}");
            foreach (var label in one.Labels)
            {
                output.WriteLine($"  {label.Name,-30} {label.State.ToString().ToLowerInvariant(),-9} {N(label.Dice, 4),7} {N(label.Hd95Mm, 2),8} {N(label.AssdMm, 3),8} {N(label.HdMm, 2),8} {string.Join(" ", label.Nsd.Select(n => $"{N(n.Value, 4),7}"))} {N(label.ReferenceMl, 1),9} {N(label.VolumeErrorMl, 2),9}");
            }
        }

        output.WriteLine();
        output.WriteLine($"profile {report.Request.Profile.Name}; {string.Join("; ", Conventions(report.Request.Profile).Values)}; empty masks: {report.Request.Profile.Empty.Name}");
    }

    static object Pair(EvaluationReport report)
    {
        var one = report.Cases[0];
        return new
        {
            profile = report.Request.Profile.Name,
            emptyPolicy = report.Request.Profile.Empty.Name,
            conventions = Conventions(report.Request.Profile),
            predictionSha256 = one.PredictionSha256,
            referenceSha256 = one.ReferenceSha256,
            notes = one.Notes,
            labels = one.Labels.ToDictionary(l => l.Name, Label),
            aggregates = Aggregates(one.Labels),
        };
    }

    static object Case(EvaluatedCase one) => new
    {
        name = one.Name,
        problem = one.Problem,
        predictionSha256 = one.PredictionSha256,
        referenceSha256 = one.ReferenceSha256,
        notes = one.Notes,
        labels = one.Labels.ToDictionary(l => l.Name, Label),
    };

    static object Label(LabelResult l) => new
    {
        values = l.Values.Select(v => (int)v),
        state = l.State,
        reason = l.Reason,
        dice = Value(l.Dice),
        jaccard = Value(l.Jaccard),
        sensitivity = Value(l.Counts.Sensitivity),
        precision = Value(l.Counts.Precision),
        specificity = Value(l.Counts.Specificity),
        volumeSimilarity = Value(l.Counts.VolumeSimilarity),
        signedVolumeSimilarity = Value(l.Counts.SignedVolumeSimilarity),
        kappa = Value(l.Counts.CohenKappa),
        hdMm = Value(l.HdMm),
        hd95Mm = Value(l.Hd95Mm),
        assdMm = Value(l.AssdMm),
        masdMm = Value(l.MasdMm),
        nsd = l.Nsd.ToDictionary(n => n.ToleranceMm.ToString("0.0###"), n => Value(n.Value)),
        boundaryIou = l.BoundaryIou.ToDictionary(n => n.ToleranceMm.ToString("0.0###"), n => Value(n.Value)),
        boundaryIouInVoxels = Value(l.BoundaryIouInVoxels),
        setAverageMm = Value(l.SetAverageMm),
        volumePredictionMl = l.PredictedMl,
        volumeReferenceMl = l.ReferenceMl,
        volumeErrorMl = l.VolumeErrorMl,
        volumeErrorPercent = Value(l.VolumeErrorPercent),
        counts = new { tp = l.Counts.TruePositive, fp = l.Counts.FalsePositive, fn = l.Counts.FalseNegative, tn = l.Counts.TrueNegative },
    };

    static object Aggregates(IReadOnlyList<LabelResult> labels)
    {
        var inReference = labels.Where(l => l.Counts.Reference > 0).ToArray();
        var present = labels.Where(l => l.State != LabelState.AbsentInBoth).ToArray();
        return new
        {
            macroDiceAllLabels = Mean(present.Select(l => l.Dice)),
            macroDiceLabelsInReference = Mean(inReference.Select(l => l.Dice)),
            microDice = Value(present.Aggregate(default(DeepAnatomy.Evaluation.Overlap.VoxelCounts), (sum, l) => sum + l.Counts).Dice),
            volumeWeightedDice = Value(inReference.Sum(l => l.Dice * l.Counts.Reference) / inReference.Sum(l => (double)l.Counts.Reference)),
            states = labels.GroupBy(l => l.State).ToDictionary(g => g.Key.ToString(), g => g.Count()),
        };
    }

    static object Summary(EvaluationReport report)
    {
        var measured = report.Cases.Where(c => c.Problem is null).ToArray();
        return new
        {
            cases = measured.Length,
            notMeasured = report.Cases.Where(c => c.Problem is not null).Select(c => c.Name),
            labels = measured.SelectMany(c => c.Labels).GroupBy(l => l.Name).ToDictionary(g => g.Key, g => new
            {
                meanDice = Mean(g.Select(l => l.Dice)),
                meanHd95Mm = Mean(g.Select(l => l.Hd95Mm)),
                ok = g.Count(l => l.State == LabelState.Ok),
                missed = g.Count(l => l.State == LabelState.Missed),
                spurious = g.Count(l => l.State == LabelState.Spurious),
                absentInBoth = g.Count(l => l.State == LabelState.AbsentInBoth),
            }),
        };
    }

    static object? Mean(IEnumerable<double> values)
    {
        var finite = values.Where(v => !double.IsNaN(v)).ToArray();
        return finite.Length == 0 ? null : Value(finite.Average());
    }

    static Dictionary<string, string> Conventions(MetricProfile profile) => Conventional.Where(c => c switch { "boundaryIouInVoxels" => profile.BoundaryVoxels is not null, "setAverageMm" => profile.MeasuresSets, _ => true }).ToDictionary(c => c, profile.Convention);

    // JSON has no infinity; NaN takes no part and is null.
    static object? Value(double v) => double.IsNaN(v) ? null : double.IsInfinity(v) ? (v > 0 ? "Infinity" : "-Infinity") : v;

    static string N(double v, int digits) => double.IsNaN(v) ? "–" : v.ToString($"F{digits}");
}
