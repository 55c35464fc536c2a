using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using DeepAnatomy.Sarcopenia.Composition;

namespace DeepAnatomy.Sarcopenia.Analyses;

/// <summary>Writes an analysis as <c>measurements.json</c>, in the form of <c>contracts/measurements.schema.json</c>; the same analysis always gives the same bytes.</summary>
public static class MeasurementsJson
{
    /// <summary>Version of the form; a reader refuses a higher first number.</summary>
    public const string SchemaVersion = "1.0";

    /// <summary>Stands in every file and on every report.</summary>
    public const string ResearchUseOnly = "For research use only. Not a medical device; not for diagnosis or treatment.";

    /// <summary>Decimals written; far below any measuring precision, and free of the noise of binary fractions.</summary>
    const int Decimals = 6;

    static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>The file's text.</summary>
    public static string ToText(Analysis analysis)
    {
        using var stream = new MemoryStream();
        Write(analysis, stream);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Writes UTF-8 without a byte order mark, ending with a line feed.</summary>
    public static void Write(Analysis analysis, Stream target)
    {
        using (var json = new Utf8JsonWriter(target, Options))
        {
            json.WriteStartObject();
            json.WriteString("schemaVersion", SchemaVersion);
            json.WriteString("notice", ResearchUseOnly);
            json.WriteBoolean("isMeasured", analysis.IsMeasured);
            WriteScan(json, analysis.Scan);
            WriteSubject(json, analysis.Subject);
            WriteLevel(json, analysis.Level);
            WriteAll(json, "measurements", analysis.Measurements, WriteMeasurement);
            WriteAll(json, "cutOffs", analysis.CutOffs, WriteCutOff);
            WriteAll(json, "diagnoses", analysis.Diagnoses, WriteDiagnosis);
            WriteAll(json, "qc", analysis.Quality, WriteQuality);
            WriteAll(json, "profile", analysis.Profile, WriteProfileRow);
            WriteHistogram(json, analysis.Histogram);
            WriteProvenance(json, analysis.Provenance);
            json.WriteEndObject();
        }

        target.WriteByte((byte)'\n');
    }

    static void WriteScan(Utf8JsonWriter json, ScanRecord scan)
    {
        json.WriteStartObject("scan");
        json.WriteString("file", scan.File);
        json.WriteString("sha256", scan.Sha256);
        WriteAll(json, "voxels", scan.Voxels, (w, v) => w.WriteNumberValue(v));
        WriteAll(json, "spacingMm", scan.SpacingMm, (w, v) => w.WriteNumberValue(Math.Round(v, Decimals)));
        json.WriteString("axisCodes", scan.AxisCodes);
        WriteAll(json, "warnings", scan.Warnings, (w, v) => w.WriteStringValue(v));
        json.WriteEndObject();
    }

    static void WriteSubject(Utf8JsonWriter json, SubjectRecord subject)
    {
        json.WriteStartObject("subject");
        json.WriteString("sex", subject.Sex);
        Number(json, "ageYears", subject.AgeYears);
        Number(json, "heightM", subject.HeightM);
        Number(json, "weightKg", subject.WeightKg);
        Number(json, "bmi", subject.Bmi);
        Number(json, "gripKg", subject.GripKg);
        Number(json, "chairRiseSeconds", subject.ChairRiseSeconds);
        Number(json, "gaitSpeedMs", subject.GaitSpeedMs);
        Number(json, "sppb", subject.Sppb);
        Number(json, "timedUpAndGoSeconds", subject.TimedUpAndGoSeconds);
        Number(json, "walk400mSeconds", subject.Walk400mSeconds);
        Boolean(json, "walk400mCompleted", subject.Walk400mCompleted);
        Number(json, "sarcF", subject.SarcF);
        Number(json, "sarcCalF", subject.SarcCalF);
        Number(json, "calfCm", subject.CalfCm);
        Number(json, "asmKg", subject.AsmKg);
        json.WriteString("asmMethod", subject.AsmMethod);
        json.WriteString("phase", subject.Phase);
        Number(json, "tubeVoltageKv", subject.TubeVoltageKv);
        WriteMap(json, "sources", subject.Sources);
        json.WriteEndObject();
    }

    static void WriteLevel(Utf8JsonWriter json, Levels.LevelFinding level)
    {
        json.WriteStartObject("level");
        json.WriteString("name", level.Name);
        Number(json, "sliceK", level.FileSliceIndex);
        json.WriteString("sliceAxis", level.FileSliceAxis);
        Number(json, "canonicalSliceK", level.SliceK);
        Number(json, "canonicalBottomK", level.BottomK);
        Number(json, "canonicalTopK", level.TopK);
        Number(json, "zMm", level.ZMm);
        json.WriteString("rule", level.Rule);
        Number(json, "confidence", level.Confidence);
        json.WriteString("reason", level.Reason);
        json.WriteEndObject();
    }

    static void WriteMeasurement(Utf8JsonWriter json, Measurement row)
    {
        json.WriteStartObject();
        json.WriteString("id", row.Id);
        json.WriteString("group", row.Group);
        json.WriteString("side", row.Side);
        json.WriteString("level", row.Level);
        Number(json, "value", row.Value);
        json.WriteString("unit", row.Unit);
        if (row.WindowHu is { } window)
        {
            json.WriteStartObject("windowHu");
            json.WriteString("name", window.Name);
            json.WriteNumber("low", window.Low);
            json.WriteNumber("high", window.High);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("windowHu");
        }

        json.WriteString("rule", row.Rule);
        json.WriteString("reason", row.Reason);
        json.WriteString("definition", row.Definition);
        json.WriteEndObject();
    }

    static void WriteCutOff(Utf8JsonWriter json, CutOffResult row)
    {
        json.WriteStartObject();
        json.WriteString("set", row.SetId);
        json.WriteString("name", row.Name);
        json.WriteString("kind", row.Kind);
        json.WriteString("measurement", row.MeasurementId);
        Number(json, "value", row.Value);
        json.WriteString("comparison", row.Comparison);
        Number(json, "threshold", row.Threshold);
        json.WriteString("unit", row.Unit);
        json.WriteString("condition", row.Condition);
        json.WriteString("state", row.State);
        json.WriteString("reason", row.Reason);
        json.WriteString("population", row.Population);
        json.WriteString("citation", row.Citation);
        json.WriteString("source", row.Source);
        json.WriteString("sourceNote", row.SourceNote);
        json.WriteEndObject();
    }

    static void WriteDiagnosis(Utf8JsonWriter json, DecisionPath path)
    {
        json.WriteStartObject();
        json.WriteString("id", path.Id);
        json.WriteString("citation", path.Citation);
        json.WriteString("outcome", path.Outcome);
        WriteAll(json, "steps", path.Steps, (w, step) =>
        {
            w.WriteStartObject();
            w.WriteString("name", step.Name);
            w.WriteString("criterion", step.Criterion);
            w.WriteString("value", step.Value);
            w.WriteString("state", step.State);
            w.WriteEndObject();
        });
        json.WriteEndObject();
    }

    static void WriteQuality(Utf8JsonWriter json, QualityFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("id", finding.Id);
        json.WriteString("state", finding.State switch { QualityState.Pass => "pass", QualityState.Warn => "warn", _ => "fail" });
        json.WriteString("text", finding.Text);
        json.WriteString("textDe", finding.TextDe);
        json.WriteEndObject();
    }

    static void WriteProfileRow(Utf8JsonWriter json, SliceProfileRow row)
    {
        json.WriteStartObject();
        Number(json, "sliceK", row.FileSliceIndex);
        json.WriteNumber("canonicalSliceK", row.SliceK);
        Number(json, "zMm", row.ZMm);
        json.WriteString("vertebra", row.Vertebra);
        Number(json, "muscleCm2", row.MuscleCm2);
        Number(json, "muscleMeanHu", row.MuscleMeanHu);
        Number(json, "imatCm2", row.ImatCm2);
        Number(json, "satCm2", row.SatCm2);
        Number(json, "vatCm2", row.VatCm2);
        WriteAll(json, "groups", row.Groups, (w, group) =>
        {
            w.WriteStartObject();
            w.WriteString("group", group.Group);
            Number(w, "muscleCm2", group.MuscleCm2);
            Number(w, "muscleMeanHu", group.MuscleMeanHu);
            Number(w, "imatCm2", group.ImatCm2);
            w.WriteEndObject();
        });
        json.WriteEndObject();
    }

    static void WriteHistogram(Utf8JsonWriter json, HuHistogram? histogram)
    {
        if (histogram is null)
        {
            json.WriteNull("histogram");
            return;
        }

        json.WriteStartObject("histogram");
        json.WriteString("group", histogram.Group);
        json.WriteNumber("firstHu", histogram.FirstHu);
        json.WriteNumber("binHu", histogram.BinHu);
        WriteAll(json, "counts", histogram.Counts, (w, v) => w.WriteNumberValue(v));
        json.WriteEndObject();
    }

    static void WriteProvenance(Utf8JsonWriter json, ProvenanceRecord provenance)
    {
        json.WriteStartObject("provenance");
        json.WriteString("productVersion", provenance.ProductVersion);
        json.WriteString("command", provenance.Command);
        json.WriteString("createdUtc", provenance.CreatedUtc);
        json.WriteString("segmentation", provenance.Segmentation);
        json.WriteString("labelSet", provenance.LabelSet);
        json.WriteStartObject("groups");
        foreach (var (name, labels) in provenance.Groups.OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            WriteAll(json, name, labels, (w, v) => w.WriteStringValue(v));
        }

        json.WriteEndObject();
        WriteMap(json, "inputHashes", provenance.InputHashes);
        json.WriteEndObject();
    }

    static void WriteAll<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(json, item);
        }

        json.WriteEndArray();
    }

    static void WriteMap(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> map)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in map.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, Math.Round(number, Decimals));
        }
        else
        {
            json.WriteNull(name);
        }
    }

    static void Boolean(Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } state)
        {
            json.WriteBoolean(name, state);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
