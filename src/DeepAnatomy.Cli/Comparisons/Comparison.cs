using DeepAnatomy.Evaluation.Agreement;
using DeepAnatomy.Evaluation.Cases;
using DeepAnatomy.Evaluation.Studies;

namespace DeepAnatomy.Cli.Comparisons;

/// <summary>One metric of one structure over all models and cases.</summary>
/// <param name="Structure">Name; <see cref="Comparison.Overall"/> for the mean over structures.</param>
/// <param name="Metric">What was measured.</param>
/// <param name="Values">Row = case, column = model.</param>
/// <param name="Result">The statistics.</param>
sealed record ComparedMetric(string Structure, StudyMetric Metric, double[][] Values, StudyResult Result);

/// <summary>Muscle figures of one model against the reference.</summary>
sealed record MuscleAgreement(string Model, string Figure, string Unit, double[] Reference, double[] Prediction, BlandAltmanResult? Result)
{
    public static MuscleAgreement Of(string model, string figure, string unit, double[] reference, double[] prediction) =>
        new(model, figure, unit, reference, prediction, reference.Length >= 3 ? BlandAltman.Of(reference, prediction) : null);
}

/// <summary>A finished comparison.</summary>
sealed record Comparison(ComparisonRequest Request, IReadOnlyList<string> Models, IReadOnlyList<StudyCase> Cases, IReadOnlyList<string> Structures, IReadOnlyList<StudyMetric> Metrics, IReadOnlyList<ComparedMetric> Compared, IReadOnlyList<MuscleAgreement> Muscle, IReadOnlyList<CalibrationStudy> Calibration)
{
    /// <summary>The name of the mean over all structures of a case.</summary>
    public const string Overall = "mean of structures";

    /// <summary>Whether the user stopped the work before all cases were compared.</summary>
    public bool IsPartial { get; init; }

    public IEnumerable<string> Warnings =>
    [
        .. IsPartial ? ["The work was stopped before all cases were compared; this is of the finished ones."] : (string[])[],
        .. Compared.First(c => c.Structure == Overall || Structures.Count == 1).Result.Warnings,
        .. Cases.SelectMany(c => c.Notes).GroupBy(n => n).Select(n => n.Count() == 1 ? n.Key : $"{n.Key} ({n.Count()} cases)").Take(8),
    ];

    public ComparedMetric Find(string structure, string metric) => Compared.First(c => c.Structure == structure && c.Metric.Id == metric);

    /// <summary>The first row of the report: the mean over structures, or the only structure.</summary>
    public string Main => Structures.Count > 1 ? Overall : Structures[0];

    public static Comparison Of(ComparisonRequest request, CommandEdge edge)
    {
        var names = Names(request.Models);
        var (cases, isPartial) = StudyReading.Read(request, names, edge);
        if (cases.Count == 0)
        {
            throw new WorkNotDoneException("no case was compared.");
        }

        string[] structures = [.. cases.SelectMany(c => c.Models).SelectMany(m => m.Labels.Values).OrderBy(l => l.Values[0]).Select(l => l.Name).Distinct()];
        if (structures.Length == 0)
        {
            throw new WorkNotDoneException("neither the reference nor a model has a structure.");
        }

        var metrics = StudyMetric.For(request.Evaluation.Profile, request.Evaluation.TolerancesMm);
        string[] all = structures.Length > 1 ? [Overall, .. structures] : structures;
        var compared = new ComparedMetric[all.Length * metrics.Count];
        Parallel.For(0, compared.Length, n =>
        {
            var (structure, metric) = (all[n / metrics.Count], metrics[n % metrics.Count]);
            var values = cases.Select(c => c.Models.Select(m => structure == Overall ? Mean(m, metric) : m.Labels.TryGetValue(structure, out var l) ? metric.Of(l) : double.NaN).ToArray()).ToArray();
            var worst = metric.IsHigherBetter ? 0 : values.SelectMany(r => r).Where(double.IsFinite).DefaultIfEmpty().Max();
            var result = ModelStudy.Compare(names, values, metric.IsHigherBetter, metric.IsHigherBetter ? request.Margin : null, request.Seed, request.Replicates, worst);
            compared[n] = new(structure, metric, values, result);
        });
        return new(request, names, cases, structures, metrics, compared, [.. MuscleOf(names, cases)], CalibrationStudy.Of(request, names, cases, structures)) { IsPartial = isPartial };
    }

    static double Mean(ModelOnCase model, StudyMetric metric)
    {
        double[] values = [.. model.Labels.Values.Where(l => l.State != LabelState.AbsentInBoth).Select(metric.Of).Where(v => !double.IsNaN(v))];
        return values.Length == 0 ? double.NaN : values.Average();
    }

    static IEnumerable<MuscleAgreement> MuscleOf(IReadOnlyList<string> names, IReadOnlyList<StudyCase> cases)
    {
        for (var m = 0; m < names.Count; m++)
        {
            var found = cases.Select(c => c.Models[m].Muscle).OfType<DeepAnatomy.Evaluation.Muscle.MuscleComparison>().ToArray();
            if (found.Length == 0)
            {
                continue;
            }

            yield return MuscleAgreement.Of(names[m], "SMA", "cm²", [.. found.Select(f => f.Reference.SmaCm2)], [.. found.Select(f => f.Prediction.SmaCm2)]);
            var dense = found.Where(f => f.SmraErrorHu is not null).ToArray();
            yield return MuscleAgreement.Of(names[m], "SMRA", "HU", [.. dense.Select(f => f.Reference.SmraHu!.Value)], [.. dense.Select(f => f.Prediction.SmraHu!.Value)]);
        }
    }

    // The folder's name; where two are alike, with its parent's.
    public static string[] Names(IReadOnlyList<string> folders)
    {
        string Last(string f) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(f)));
        var names = folders.Select(Last).ToArray();
        return names.Distinct().Count() == names.Length ? names : [.. folders.Select((f, n) => $"{n + 1} {Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(f))))}/{Last(f)}")];
    }
}
