using DeepAnatomy.Cli.Evaluations;
using DeepAnatomy.Evaluation.Agreement;
using DeepAnatomy.Evaluation.Cases;
using DeepAnatomy.Evaluation.Muscle;

namespace DeepAnatomy.Cli.Agreements;

/// <summary>What the user asks of an agreement study: readers of equal standing, none of them the reference.</summary>
/// <param name="Readers">One label map each, or one folder each.</param>
/// <param name="Evaluation">Conventions.</param>
/// <param name="Ct">The CT, or the folder of CTs.</param>
sealed record AgreementRequest(IReadOnlyList<string> Readers, EvaluationRequest Evaluation, string? Ct);

/// <summary>One scan that all readers read.</summary>
/// <param name="Name">Name.</param>
/// <param name="Files">The label map of every reader.</param>
/// <param name="Ct">The CT; null without.</param>
/// <param name="Structures">Every structure that a reader drew, by rising value.</param>
/// <param name="Pairs">Results of every pair of readers (first, second) by structure; the first stands where a reference would.</param>
/// <param name="VolumesMl">Volume of every structure, one value per reader; 0 where a reader did not draw it.</param>
/// <param name="Muscle">Muscle figures of the chosen slice, one per reader; null without a CT or muscle.</param>
/// <param name="MuscleSlices">The same for every axial slice that has muscle for all readers.</param>
/// <param name="SliceRule">How the slice was chosen.</param>
/// <param name="Sha256">Of every reader's file.</param>
/// <param name="Notes">What was noticed while reading, one sentence each.</param>
sealed record AgreementCase(
    string Name,
    IReadOnlyList<string> Files,
    string? Ct,
    IReadOnlyList<Structure> Structures,
    IReadOnlyDictionary<(int First, int Second), IReadOnlyDictionary<string, LabelResult>> Pairs,
    IReadOnlyDictionary<string, double[]> VolumesMl,
    IReadOnlyList<MuscleFigures>? Muscle,
    IReadOnlyList<IReadOnlyList<MuscleFigures>> MuscleSlices,
    string? SliceRule,
    IReadOnlyList<string> Sha256,
    IReadOnlyList<string> Notes);

/// <summary>How far readers agree on one figure.</summary>
/// <param name="Figure">For example SMA.</param>
/// <param name="Unit">Of the values.</param>
/// <param name="What">What one row is: a patient, a structure, a slice.</param>
/// <param name="IsIndependent">Whether rows are patients, so that intervals mean something.</param>
/// <param name="Rows">One row per unit, one column per reader.</param>
/// <param name="Correlation">Intraclass correlations; null with fewer than three rows.</param>
sealed record FigureAgreement(string Figure, string Unit, string What, bool IsIndependent, IReadOnlyList<double[]> Rows, IntraclassCorrelation? Correlation);

/// <summary>A finished agreement study.</summary>
sealed record AgreementStudy(AgreementRequest Request, IReadOnlyList<string> Readers, IReadOnlyList<AgreementCase> Cases, IReadOnlyList<string> Structures, IReadOnlyList<string> Muscles, IReadOnlyList<FigureAgreement> Figures)
{
    /// <summary>From this many patients on they are the units of statistics.</summary>
    const int LeastPatients = 5;

    /// <summary>Whether the user stopped the work before all scans were compared.</summary>
    public bool IsPartial { get; init; }

    public IReadOnlyList<(int First, int Second)> Pairs => PairsOf(Readers.Count);

    public bool IsByPatient => Cases.Count >= LeastPatients;

    public static (int First, int Second)[] PairsOf(int readers) => [.. from a in Enumerable.Range(0, readers) from b in Enumerable.Range(a + 1, readers - a - 1) select (a, b)];

    /// <summary>A metric of a pair of readers: mean over the structures that either drew, and over cases; NaN where there is none.</summary>
    public double Mean((int First, int Second) pair, IReadOnlyCollection<string> structures, Func<LabelResult, double> metric)
    {
        double[] values = [.. Cases.SelectMany(c => c.Pairs[pair]).Where(l => structures.Contains(l.Key) && l.Value.State != LabelState.AbsentInBoth).Select(l => metric(l.Value)).Where(double.IsFinite)];
        return values.Length == 0 ? double.NaN : values.Average();
    }

    public IEnumerable<string> Warnings
    {
        get
        {
            if (IsPartial)
            {
                yield return "The work was stopped before all scans were compared; this is of the finished ones.";
            }

            if (Cases.Count == 1)
            {
                yield return "One scan: this describes how the readers agree on it and says nothing of other patients. Rows of the agreement table are structures or slices of the same patient and depend on each other, so their intervals are too narrow.";
            }
            else if (!IsByPatient)
            {
                yield return $"Only {Cases.Count} scans: rows of the agreement table are structures or slices, which depend on each other, so their intervals are too narrow.";
            }

            foreach (var note in Cases.SelectMany(c => c.Notes).GroupBy(n => n).Take(8))
            {
                yield return note.Count() == 1 ? note.Key : $"{note.Key} ({note.Count()} scans)";
            }

            var notByAll = Structures.Where(s => Cases.Any(c => c.VolumesMl.TryGetValue(s, out var v) && v.Any(x => x == 0) && v.Any(x => x > 0))).ToArray();
            if (notByAll.Length > 0)
            {
                yield return $"Not drawn by every reader: {string.Join(", ", notByAll.Take(12).Select(s => s.Replace('_', ' ')))}{(notByAll.Length > 12 ? " …" : "")}. They count as worst for the pairs concerned.";
            }

            var equal = Pairs.Where(p => Cases.All(c => c.Pairs[p].Values.All(l => l.Dice == 1 || l.State == LabelState.AbsentInBoth))).ToArray();
            foreach (var (a, b) in equal)
            {
                yield return $"{Readers[a]} and {Readers[b]} are the same voxel by voxel: perhaps one file twice.";
            }
        }
    }

    public static AgreementStudy Of(AgreementRequest request, CommandEdge edge)
    {
        var (names, cases, isPartial) = AgreementReading.Read(request, edge);
        if (cases.Count == 0)
        {
            throw new WorkNotDoneException("no scan was compared.");
        }

        string[] structures = [.. cases.SelectMany(c => c.Structures).OrderBy(s => s.Values[0]).Select(s => s.Name).Distinct()];
        if (structures.Length == 0)
        {
            throw new WorkNotDoneException("no reader drew a structure.");
        }

        return new(request, names, cases, structures, AgreementReading.Muscles(structures), [.. FiguresOf(cases, structures)]) { IsPartial = isPartial };
    }

    static IEnumerable<FigureAgreement> FiguresOf(IReadOnlyList<AgreementCase> cases, string[] structures)
    {
        var isByPatient = cases.Count >= LeastPatients;
        var drawn = cases.SelectMany(c => c.VolumesMl.Values).Where(v => v.All(x => x > 0)).ToArray();
        yield return Figure("Volume", "mL", "a structure", isIndependent: false, drawn);
        if (isByPatient)
        {
            foreach (var structure in structures.Take(12))
            {
                yield return Figure($"Volume of {structure.Replace('_', ' ')}", "mL", "a patient", isIndependent: true, [.. cases.Select(c => c.VolumesMl.GetValueOrDefault(structure)).OfType<double[]>()]);
            }
        }

        var rows = isByPatient ? cases.Select(c => c.Muscle).OfType<IReadOnlyList<MuscleFigures>>().ToArray() : [.. cases.SelectMany(c => c.MuscleSlices)];
        if (rows.Length > 0)
        {
            var what = isByPatient ? "a patient" : "an axial slice";
            yield return Figure("SMA", "cm²", what, isByPatient, [.. rows.Select(r => r.Select(f => f.SmaCm2).ToArray())]);
            yield return Figure("SMRA", "HU", what, isByPatient, [.. rows.Where(r => r.All(f => f.SmraHu is not null)).Select(r => r.Select(f => f.SmraHu!.Value).ToArray())]);
        }
    }

    static FigureAgreement Figure(string figure, string unit, string what, bool isIndependent, IReadOnlyList<double[]> rows) =>
        new(figure, unit, what, isIndependent, rows, rows.Count >= 3 ? new IntraclassCorrelation(rows) : null);
}
