using System.Collections.Immutable;
using DeepAnatomy.Sarcopenia.Analyses;
using DeepAnatomy.Sarcopenia.Composition;
using DeepAnatomy.Sarcopenia.Reports.Pictures;
using DeepAnatomy.Sarcopenia.Reports.Wording;

namespace DeepAnatomy.Sarcopenia.Reports.Content;

/// <summary>What the first page says, in the report's language and free of any format.</summary>
sealed class PageOne
{
    static readonly ImmutableArray<(string Id, string Group)> Figures =
    [
        ("SMI", "skeletal_muscle"), ("SMRA", "skeletal_muscle"), ("SMA", "skeletal_muscle"),
        ("IMAT", "skeletal_muscle"), ("VAT", "visceral_fat"), ("SAT", "subcutaneous_fat"),
    ];

    static readonly ImmutableArray<string> GroupOrder = ["abdominal_wall", "paravertebral", "psoas", "iliopsoas", "quadratus_lumborum", "other_muscle"];

    readonly Analysis analysis;
    readonly Texts texts;

    public PageOne(ReportInput input, Texts texts)
    {
        (analysis, this.texts) = (input.Analysis, texts);
        Case = input.Title ?? analysis.Scan.File;
        Title = texts.Of("title.level", LevelName);
        LevelReason = texts.Phrase(analysis.Level.Reason);
        Subject = SubjectLine();
        KeyFigures = [.. Figures.Select(f => KeyFigureOf(f.Id, f.Group))];
        Groups = [.. GroupOrder.Select(GroupOf).OfType<GroupRow>()];
        Paths = [.. analysis.Diagnoses.Select(PathLine)];
        Lights = LightsOf();
    }

    public string Case { get; }

    public string Title { get; }

    public ImmutableArray<string> Subject { get; }

    string LevelName => texts.Vertebra(analysis.Level.Name);

    public bool IsMeasured => analysis.Level.SliceK is not null;

    /// <summary>Which slice and how sure, or that nothing was measured.</summary>
    public string LevelTitle => analysis.Level.SliceK is { } k ? texts.Of("level.found", LevelName, analysis.Level.FileSliceIndex ?? k) : texts.Of("level.missing", LevelName);

    public string LevelReason { get; }

    public string? LevelRule => IsMeasured ? texts.Phrase(analysis.Level.Rule) : null;

    /// <summary>0 … 1; null when no slice was found.</summary>
    public double? Confidence => IsMeasured ? analysis.Level.Confidence : null;

    public ImmutableArray<KeyFigure> KeyFigures { get; }

    public ImmutableArray<GroupRow> Groups { get; }

    public ImmutableArray<(string Name, string Outcome, string? Missing, Tone Tone)> Paths { get; }

    public ImmutableArray<Light> Lights { get; }

    ImmutableArray<string> SubjectLine()
    {
        var s = analysis.Subject;
        return
        [
            texts[s.Sex is "M" or "F" ? $"sex.{s.Sex}" : "sex.unknown"],
            s.AgeYears is { } age ? texts.Of("age", texts.Number(Math.Floor(age), 0)) : texts["age.unknown"],
            s.HeightM is { } height ? $"{texts.Number(height, 2)} m" : texts["height.unknown"],
            s.WeightKg is { } weight ? $"{texts.Number(weight, 1)} kg" : texts["weight.unknown"],
            .. s.Bmi is { } bmi ? [texts.Of("bmi", texts.Number(bmi, 1))] : Array.Empty<string>(),
            s.Phase is { } phase ? texts.Of("phase", texts.Find($"phase.{phase}") ?? phase) : texts["phase.unknown"],
            .. s.TubeVoltageKv is { } kv ? [$"{texts.Number(kv, 0)} kV"] : Array.Empty<string>(),
        ];
    }

    Measurement? Find(string id, string group, string side) =>
        analysis.Measurements.FirstOrDefault(m => m.Id == id && m.Group == group && m.Side == side && m.Level == analysis.Level.Name)
        ?? analysis.Measurements.FirstOrDefault(m => m.Id == id && m.Group == group && m.Side == side);

    KeyFigure KeyFigureOf(string id, string group)
    {
        var row = Find(id, group, "both");
        var window = row?.WindowHu is { } w ? $"{texts.Number(w.Low, 0)} … {texts.Number(w.High, 0)} HU" : "";
        var name = texts.Measurement(id);
        if (row?.Value is not { } value)
        {
            var reason = row is null ? texts["figures.absent"] : texts.Phrase(row.Reason ?? analysis.Level.Reason);
            return new(id, name, null, NumberFormat.Unit(row?.Unit ?? ""), window, reason, null, null);
        }

        var (strip, note) = StripBuilder.Of(analysis.CutOffs, id, value, row.Unit, texts);
        return new(id, name, texts.Value(value, row.Unit), NumberFormat.Unit(row.Unit), window, null, strip, note);
    }

    GroupRow? GroupOf(string group)
    {
        var rows = new[] { Find("SMA", group, "right"), Find("SMA", group, "left"), Find("SMRA", group, "right"), Find("SMRA", group, "left") };
        if (Array.TrueForAll(rows, r => r is null) || Structures.OfGroup(group) is not { } structure)
        {
            return null;
        }

        // A group that no label set of this scan knows would only repeat its reason; the details list it.
        var isKnown = Array.Exists(rows, r => r?.Value is not null);
        return isKnown || !IsMeasured ? new(texts.Group(group), structure.Colour, CellOf(rows[0]), CellOf(rows[1]), CellOf(rows[2]), CellOf(rows[3])) : null;
    }

    Cell CellOf(Measurement? row) => row?.Value is { } value
        ? new(texts.Value(value, row.Unit))
        : new(texts["figures.notMeasured"], Tone.Muted, row?.Reason is { } reason ? texts.Phrase(reason) : null);

    (string Name, string Outcome, string? Missing, Tone Tone) PathLine(DecisionPath path)
    {
        var missing = path.Steps.Where(s => s.State == "missing").Select(s => texts.Phrase(s.Name)).ToArray();
        var tone = path.Steps.Any(s => s.State == "met") ? Tone.Warn : missing.Length > 0 ? Tone.Open : Tone.Good;
        return (path.Id, texts.Phrase(path.Outcome), missing.Length == 0 ? null : missing.Length > 2 ? texts.Of("paths.missingMany", missing.Length) : texts.Of("paths.missing", string.Join(", ", missing)), tone);
    }

    /// <summary>What must be read first: fails, then warnings; the passed ones in one line.</summary>
    ImmutableArray<Light> LightsOf()
    {
        var all = analysis.Quality;
        if (all.IsEmpty)
        {
            return [new(texts["quality.none"], Tone.Open)];
        }

        var passed = all.Count(q => q.State == QualityState.Pass);
        return
        [
            .. all.Where(q => q.State == QualityState.Fail).Select(q => new Light(TextOf(q), Tone.Bad)),
            .. all.Where(q => q.State == QualityState.Warn).Select(q => new Light(TextOf(q), Tone.Warn)),
            .. passed == 0 ? Array.Empty<Light>() : [new Light(passed == all.Length ? texts.Of("quality.allPassed", passed) : texts.Of("quality.passed", passed, all.Length), Tone.Good)],
        ];
    }

    string TextOf(QualityFinding finding) => texts.Language == Language.De ? finding.TextDe : finding.Text;
}
