using System.Collections.Immutable;
using DeepAnatomy.Sarcopenia.Analyses;
using DeepAnatomy.Sarcopenia.Reports.Wording;

namespace DeepAnatomy.Sarcopenia.Reports.Content;

/// <summary>Tables of facts: the person, the acquisition, and how the numbers came about.</summary>
static class FactTables
{
    public static TableBlock Person(ReportInput input, Texts texts)
    {
        var (s, scan, facts) = (input.Analysis.Subject, input.Analysis.Scan, input.Facts);
        var rows = ImmutableArray.CreateBuilder<Row>();
        void Add(string key, string? value, string? source) => rows.Add(new([texts[key], value is null ? new Cell(texts["unknown"], Tone.Muted) : value, new(source ?? "", Tone.Muted)]));
        string? Number(double? value, int decimals, string unit) => value is { } v ? $"{texts.Number(v, decimals)} {unit}".TrimEnd() : null;
        string? Source(string field) => s.Sources.FirstOrDefault(x => x.Key.Equals(field, StringComparison.OrdinalIgnoreCase)).Value is { } source ? texts.Find($"source.{source}") ?? source : null;
        void AddIfKnown(string key, string? value, string? source)
        {
            if (value is not null)
            {
                Add(key, value, source);
            }
        }

        Add("fact.sex", s.Sex is "M" or "F" ? texts[$"sex.{s.Sex}"] : null, Source("Sex"));
        Add("fact.age", s.AgeYears is { } age ? texts.Of("age", texts.Number(Math.Floor(age), 0)) : null, Source("AgeYears"));
        Add("fact.height", Number(s.HeightM, 2, "m"), Source("HeightM"));
        Add("fact.weight", Number(s.WeightKg, 1, "kg"), Source("WeightKg"));
        Add("fact.bmi", Number(s.Bmi, 1, "kg/m²"), s.Bmi is null ? null : texts["source.derived"]);
        Add("fact.grip", Number(s.GripKg, 1, "kg"), Source("GripKg"));
        Add("fact.chair", Number(s.ChairRiseSeconds, 1, "s"), Source("ChairRiseSeconds"));
        Add("fact.gait", Number(s.GaitSpeedMs, 2, "m/s"), Source("GaitSpeedMs"));
        AddIfKnown("fact.sppb", Number(s.Sppb, 0, ""), Source("Sppb"));
        AddIfKnown("fact.tug", Number(s.TimedUpAndGoSeconds, 1, "s"), Source("TimedUpAndGoSeconds"));
        AddIfKnown("fact.sarcf", Number(s.SarcF, 0, ""), Source("SarcF"));
        AddIfKnown("fact.calf", Number(s.CalfCm, 1, "cm"), Source("CalfCm"));
        AddIfKnown("fact.asm", Number(s.AsmKg, 1, "kg"), Source("AsmKg"));
        Add("fact.phase", s.Phase is { } phase ? texts.Find($"phase.{phase}") ?? phase : null, Source("Phase"));
        Add("fact.kv", Number(s.TubeVoltageKv, 0, "kV"), Source("TubeVoltageKv"));
        AddIfKnown("fact.contrast", facts.Contrast, texts["source.DICOM"]);
        AddIfKnown("fact.kernel", facts.Kernel, texts["source.DICOM"]);
        AddIfKnown("fact.thickness", Number(facts.SliceThicknessMm, 2, "mm"), texts["source.DICOM"]);
        AddIfKnown("fact.scanner", facts.Manufacturer is null ? null : $"{facts.Manufacturer} {facts.ManufacturerModel}".Trim(), texts["source.DICOM"]);
        AddIfKnown("fact.series", facts.SeriesDescription, texts["source.DICOM"]);
        Add("fact.voxels", string.Join(" × ", scan.Voxels), texts["source.file"]);
        Add("fact.spacing", $"{string.Join(" × ", scan.SpacingMm.Select(v => texts.Number(v, 3)))} mm", texts["source.file"]);
        Add("fact.axes", scan.AxisCodes, texts["source.file"]);
        AddIfKnown("fact.warnings", scan.Warnings.IsEmpty ? null : string.Join(" ", scan.Warnings.Select(texts.Phrase)), texts["source.file"]);
        return new(texts["details.person"], [new(texts["col.fact"], 30), new(texts["col.value"], 50), new(texts["col.source"], 20)], rows.ToImmutable());
    }

    public static TableBlock Provenance(Analysis analysis, Texts texts)
    {
        var (p, level) = (analysis.Provenance, analysis.Level);
        var rows = ImmutableArray.CreateBuilder<Row>();
        void Add(string name, string value, Tone tone = Tone.Plain) => rows.Add(new([name, new(value, tone)]));
        Add(texts["fact.version"], $"DeepAnatomy {p.ProductVersion}");
        Add(texts["fact.command"], p.Command);
        Add(texts["fact.created"], p.CreatedUtc);
        Add(texts["fact.level"], level.SliceK is { } k ? $"{texts.Of("level.found", texts.Vertebra(level.Name), level.FileSliceIndex ?? k)} – {texts.Phrase(level.Reason)}" : texts.Phrase(level.Reason));
        Add(texts["fact.rule"], texts.Phrase(level.Rule));
        Add(texts["fact.segmentation"], texts.Phrase(p.Segmentation));
        Add(texts["fact.labelSet"], p.LabelSet);
        foreach (var (group, names) in p.Groups.OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            Add(texts.Of("fact.group", texts.Group(group)), string.Join(", ", names));
        }

        foreach (var (file, hash) in p.InputHashes.OrderBy(h => h.Key, StringComparer.Ordinal))
        {
            Add(texts.Of("fact.hash", file), hash, Tone.Muted);
        }

        if (!p.InputHashes.ContainsKey(analysis.Scan.File))
        {
            Add(texts.Of("fact.hash", analysis.Scan.File), analysis.Scan.Sha256, Tone.Muted);
        }

        return new(texts["details.provenance"], [new(texts["col.fact"], 30), new(texts["col.value"], 70)], rows.ToImmutable());
    }
}
