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
        isPartial = report.IsPartial,
        cases = report.Cases.Select(c => Case(c, report.Request.Profile)),
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
                var sparse = one.Sparse.TryGetValue(label.Name, out var found) ? $"  sparse: Dice {N(found.DiceLow, 4)} … {N(found.DiceHigh, 4)}, {found.DefinedFraction:P1} defined" : "";
                var probability = one.Probabilities.TryGetValue(label.Name, out var calibrated) ? $"  Brier {N(calibrated.Brier, 4)}, {calibrated.Reliability.Convention} {N(calibrated.Reliability.ExpectedError, 4)}" : "";
                output.WriteLine($"  {label.Name,-30} {label.State.ToString().ToLowerInvariant(),-9} {N(label.Dice, 4),7} {N(label.Hd95Mm, 2),8} {N(label.AssdMm, 3),8} {N(label.HdMm, 2),8} {string.Join(" ", label.Nsd.Select(n => $"{N(n.Value, 4),7}"))} {N(label.ReferenceMl, 1),9} {N(label.VolumeErrorMl, 2),9}{sparse}{probability}");
            }
        }

        output.WriteLine();
        output.WriteLine($"profile {report.Request.Profile.Name}; {string.Join("; ", Conventions(report.Request.Profile).Values)}; empty masks: {report.Request.Profile.Empty.Name}");
    }

    static object Pair(EvaluationReport report)
    {
        var (one, profile) = (report.Cases[0], report.Request.Profile);
        return new
        {
            profile = profile.Name,
            emptyPolicy = profile.Empty.Name,
            conventions = Conventions(profile),
            predictionSha256 = one.PredictionSha256,
            referenceSha256 = one.ReferenceSha256,
            notes = one.Notes,
            geometry = Geometry(one, profile),
            labels = one.Labels.ToDictionary(l => l.Name, l => LabelJson.Of(l, one, profile)),
            sides = one.Sides.Select(Side),
            muscle = Muscle(one),
            aggregates = Aggregates(one.Labels),
        };
    }

    static object Case(EvaluatedCase one, MetricProfile profile) => new
    {
        name = one.Name,
        problem = one.Problem,
        predictionSha256 = one.PredictionSha256,
        referenceSha256 = one.ReferenceSha256,
        notes = one.Notes,
        geometry = Geometry(one, profile),
        labels = one.Labels.ToDictionary(l => l.Name, l => LabelJson.Of(l, one, profile)),
        sides = one.Sides.Select(Side),
        muscle = Muscle(one),
    };

    static object? Geometry(EvaluatedCase one, MetricProfile profile) => one.Grid is not { } g ? null : new
    {
        shape = new[] { g.Shape.I, g.Shape.J, g.Shape.K },
        spacingMm = new[] { g.Spacing.IMm, g.Spacing.JMm, g.Spacing.KMm },
        isSpacingSnapped = profile.SnapsSpacing,
        measuredIn = one.IsPlane || (profile.FlattensSingleSlice && Math.Min(g.Shape.K, Math.Min(g.Shape.I, g.Shape.J)) == 1) ? "plane" : "space",
    };

    static object Side(DeepAnatomy.Evaluation.Components.SideSwap s) => new { pair = s.Pair, diceAsGiven = Value(s.DiceAsGiven), diceSwapped = Value(s.DiceSwapped), isSuspected = s.IsSuspected };

    static object? Muscle(EvaluatedCase one) => one.Muscle is not { } m ? null : new
    {
        sliceK = m.SliceK,
        rule = one.SliceRule,
        smaCm2 = new { prediction = m.Prediction.SmaCm2, reference = m.Reference.SmaCm2, error = m.SmaErrorCm2 },
        smraHu = new { prediction = m.Prediction.SmraHu, reference = m.Reference.SmraHu, error = m.SmraErrorHu },
        imatPercent = new { prediction = m.Prediction.ImatPercent, reference = m.Reference.ImatPercent, error = m.ImatErrorPercent },
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
        var measured = report.Measured.ToArray();
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

    public static Dictionary<string, string> Conventions(MetricProfile profile) => Conventional.Where(c => c switch { "boundaryIouInVoxels" => profile.BoundaryVoxels is not null, "setAverageMm" => profile.MeasuresSets, _ => true }).ToDictionary(c => c, profile.Convention);

    // JSON has no infinity; NaN takes no part and is null.
    public static object? Value(double v) => double.IsNaN(v) ? null : double.IsInfinity(v) ? (v > 0 ? "Infinity" : "-Infinity") : v;

    static string N(double v, int digits) => double.IsNaN(v) ? "–" : v.ToString($"F{digits}");
}
