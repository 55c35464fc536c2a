using System.Collections.Immutable;
using DeepAnatomy.Sarcopenia.Composition;
using DeepAnatomy.Sarcopenia.Levels;

namespace DeepAnatomy.Sarcopenia.Analyses;

/// <summary>One quantification of one scan: what <c>measurements.json</c> holds and what a report shows.</summary>
public sealed record Analysis
{
    /// <summary>Whether the level was found, so that something could be measured there; false means that every number of the level is null with the reason of <see cref="Level"/>.</summary>
    public bool IsMeasured => Level.SliceK is not null;

    /// <summary>The scan.</summary>
    public required ScanRecord Scan { get; init; }

    /// <summary>What is known of the person, from the files or the user.</summary>
    public required SubjectRecord Subject { get; init; }

    /// <summary>The slice measured.</summary>
    public required LevelFinding Level { get; init; }

    /// <summary>All numbers.</summary>
    public required ImmutableArray<Measurement> Measurements { get; init; }

    /// <summary>Every applicable published cut-off, side by side; never one verdict.</summary>
    public required ImmutableArray<CutOffResult> CutOffs { get; init; }

    /// <summary>Decision paths (EWGSOP2, AWGS 2019), each with its missing data.</summary>
    public required ImmutableArray<DecisionPath> Diagnoses { get; init; }

    /// <summary>Quality checks before and after.</summary>
    public required ImmutableArray<QualityFinding> Quality { get; init; }

    /// <summary>Areas and densities slice by slice.</summary>
    public required ImmutableArray<SliceProfileRow> Profile { get; init; }

    /// <summary>HU histogram of the muscle compartment at the level.</summary>
    public required HuHistogram? Histogram { get; init; }

    /// <summary>How the numbers came about.</summary>
    public required ProvenanceRecord Provenance { get; init; }
}

/// <summary>The scan of an analysis.</summary>
/// <param name="File">File or folder name without its path.</param>
/// <param name="Sha256">Hash of the input.</param>
/// <param name="Voxels">Voxels along the file's own i, j, k.</param>
/// <param name="SpacingMm">Spacing along the file's own i, j, k, mm.</param>
/// <param name="AxisCodes">The file's own axes, for example <c>RAS</c>.</param>
/// <param name="Warnings">What the reader noticed.</param>
public sealed record ScanRecord(string File, string Sha256, ImmutableArray<int> Voxels, ImmutableArray<double> SpacingMm, string AxisCodes, ImmutableArray<string> Warnings);

/// <summary>The person of an analysis; null where unknown. <see cref="Sources"/> says where each value came from.</summary>
public sealed record SubjectRecord
{
    /// <summary><c>M</c> or <c>F</c>; null when unknown.</summary>
    public string? Sex { get; init; }

    /// <summary>Age at the scan, years.</summary>
    public double? AgeYears { get; init; }

    /// <summary>Body height, m.</summary>
    public double? HeightM { get; init; }

    /// <summary>Body weight, kg.</summary>
    public double? WeightKg { get; init; }

    /// <summary>Grip strength, kg.</summary>
    public double? GripKg { get; init; }

    /// <summary>Five chair rises, seconds.</summary>
    public double? ChairRiseSeconds { get; init; }

    /// <summary>Gait speed, m/s.</summary>
    public double? GaitSpeedMs { get; init; }

    /// <summary>Short physical performance battery, 0–12.</summary>
    public int? Sppb { get; init; }

    /// <summary>Timed up and go, seconds.</summary>
    public double? TimedUpAndGoSeconds { get; init; }

    /// <summary>SARC-F questionnaire, 0–10.</summary>
    public int? SarcF { get; init; }

    /// <summary>Calf circumference, cm.</summary>
    public double? CalfCm { get; init; }

    /// <summary>Appendicular skeletal muscle mass by DXA or BIA, kg.</summary>
    public double? AsmKg { get; init; }

    /// <summary>How <see cref="AsmKg"/> was measured: <c>DXA</c> or <c>BIA</c>; null when unknown.</summary>
    public string? AsmMethod { get; init; }

    /// <summary>SARC-CalF score, 0–20.</summary>
    public int? SarcCalF { get; init; }

    /// <summary>Time of the 400 m walk, seconds; null also when it was not completed.</summary>
    public double? Walk400mSeconds { get; init; }

    /// <summary>Whether the 400 m walk was completed.</summary>
    public bool? Walk400mCompleted { get; init; }

    /// <summary>Contrast phase, for example <c>native</c>, <c>portal venous</c>.</summary>
    public string? Phase { get; init; }

    /// <summary>Tube voltage, kV.</summary>
    public double? TubeVoltageKv { get; init; }

    /// <summary>Field name → where the value came from (<c>user</c>, <c>DICOM</c>).</summary>
    public ImmutableDictionary<string, string> Sources { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Body mass index, kg/m²; null unless height and weight are known.</summary>
    public double? Bmi => HeightM is { } h && WeightKg is { } w ? w / (h * h) : null;
}

/// <summary>One published cut-off applied to one measurement.</summary>
/// <param name="SetId">Identifier of the set, for example <c>martin-2013</c>.</param>
/// <param name="Citation">Full citation.</param>
/// <param name="Population">In whom it was derived.</param>
/// <param name="MeasurementId">The measurement, for example <c>SMI</c>.</param>
/// <param name="Value">The measured value, or null.</param>
/// <param name="Threshold">The limit that applies to this person, or null when none does.</param>
/// <param name="Unit">Unit of both.</param>
/// <param name="Comparison">For example <c>&lt;</c>: the value is low when it is less than the limit.</param>
/// <param name="State"><c>low</c>, <c>not low</c>, <c>high</c>, <c>not high</c>, <c>not applicable</c> or <c>not assessable</c>.</param>
/// <param name="Reason">Why it does not apply or cannot be assessed, and what to mind (phase, age, BMI).</param>
public sealed record CutOffResult(string SetId, string Citation, string Population, string MeasurementId, double? Value, double? Threshold, string Unit, string Comparison, string State, string? Reason)
{
    /// <summary>Name for a table, for example <c>Martin 2013</c>.</summary>
    public string Name { get; init; } = SetId;

    /// <summary>The name in German; null when it is the same.</summary>
    public string? NameDe { get; init; }

    /// <summary><see cref="Population"/> in German; null when there is none.</summary>
    public string? PopulationDe { get; init; }

    /// <summary><see cref="Reason"/> in German; null when there is no reason or no German text.</summary>
    public string? ReasonDe { get; init; }

    /// <summary>What kind of limit it is, for example <c>5th percentile by age</c>, <c>survival-optimal cut-off</c>.</summary>
    public string Kind { get; init; } = "cut-off";

    /// <summary><c>primary</c>: the limit was read in the source; <c>secondary</c>: in a text that cites it; <c>code</c>: in program code.</summary>
    public string Source { get; init; } = "primary";

    /// <summary>What to mind about the source; null when nothing.</summary>
    public string? SourceNote { get; init; }

    /// <summary>The limit's condition in words, for example <c>men, BMI from 25</c>; empty when it has none or none applies.</summary>
    public string Condition { get; init; } = "";
}

/// <summary>A consensus definition walked through step by step.</summary>
/// <param name="Id"><c>EWGSOP2</c> or <c>AWGS2019</c>.</param>
/// <param name="Citation">Full citation.</param>
/// <param name="Outcome">For example <c>probable sarcopenia</c>, <c>not assessable</c>.</param>
/// <param name="Steps">Every step with what it used.</param>
public sealed record DecisionPath(string Id, string Citation, string Outcome, ImmutableArray<DecisionStep> Steps);

/// <summary>One step of a decision path.</summary>
/// <param name="Name">For example <c>Assess: grip strength</c>.</param>
/// <param name="Criterion">For example <c>&lt; 27 kg (men)</c>.</param>
/// <param name="Value">What was compared, with unit; null when missing.</param>
/// <param name="State"><c>met</c>, <c>not met</c>, <c>missing</c>, or <c>for information</c> for what the definition gives no limit for.</param>
public sealed record DecisionStep(string Name, string Criterion, string? Value, string State);

/// <summary>How a quality check ended.</summary>
public enum QualityState
{
    /// <summary>As expected.</summary>
    Pass,

    /// <summary>The numbers stand, but read the text.</summary>
    Warn,

    /// <summary>The numbers that depend on it are withheld.</summary>
    Fail,
}

/// <summary>One quality check.</summary>
/// <param name="Id">For example <c>level-coverage</c>.</param>
/// <param name="State">How it ended.</param>
/// <param name="Text">One sentence in English for the report.</param>
/// <param name="TextDe">The same in German.</param>
public sealed record QualityFinding(string Id, QualityState State, string Text, string TextDe);

/// <summary>One slice of the profile along the body.</summary>
/// <param name="SliceK">Slice of the canonical grid (k to the head).</param>
/// <param name="ZMm">Position of the slice's centre, LPS z, mm.</param>
/// <param name="Vertebra">Vertebra at that height, or null.</param>
/// <param name="MuscleCm2">Skeletal muscle area inside the muscle window, cm².</param>
/// <param name="MuscleMeanHu">Mean HU of that area, or null when it is empty.</param>
/// <param name="ImatCm2">Fat-window area within the muscle compartment and between muscles, cm².</param>
/// <param name="SatCm2">Subcutaneous fat, cm²; null without such a label.</param>
/// <param name="VatCm2">Visceral fat, cm²; null without such a label.</param>
public sealed record SliceProfileRow(int SliceK, double ZMm, string? Vertebra, double? MuscleCm2, double? MuscleMeanHu, double? ImatCm2, double? SatCm2, double? VatCm2)
{
    /// <summary>The same slice as an index of the file's own slice axis.</summary>
    public int? FileSliceIndex { get; init; }

    /// <summary>Every available muscle group in this slice, both sides.</summary>
    public ImmutableArray<GroupSlice> Groups { get; init; } = [];
}

/// <summary>One muscle group in one slice.</summary>
/// <param name="Group">Name of the group.</param>
/// <param name="MuscleCm2">Area inside the muscle window, cm².</param>
/// <param name="MuscleMeanHu">Mean HU of that area, or null when it is empty.</param>
/// <param name="ImatCm2">Fat-window area within the compartment, cm².</param>
public sealed record GroupSlice(string Group, double MuscleCm2, double? MuscleMeanHu, double ImatCm2);

/// <summary>Histogram of HU over the muscle compartment at the level.</summary>
/// <param name="FirstHu">Lower edge of the first bin.</param>
/// <param name="BinHu">Width of a bin.</param>
/// <param name="Counts">Pixels per bin.</param>
public sealed record HuHistogram(int FirstHu, int BinHu, ImmutableArray<int> Counts)
{
    /// <summary>The compartment it is of: <c>skeletal_muscle</c>, or <c>all_muscle_groups</c> where the whole cannot be measured.</summary>
    public string Group { get; init; } = "skeletal_muscle";
}

/// <summary>How an analysis came about.</summary>
/// <param name="ProductVersion">Version of the product.</param>
/// <param name="Command">The command line, without patient data.</param>
/// <param name="CreatedUtc">When, ISO 8601.</param>
/// <param name="Segmentation">Who drew the labels: a file with its hash, or the built-in segmenter with its version.</param>
/// <param name="LabelSet">Label set used.</param>
/// <param name="Groups">Group name → the label names it was made of.</param>
/// <param name="InputHashes">File name → SHA-256.</param>
public sealed record ProvenanceRecord(string ProductVersion, string Command, string CreatedUtc, string Segmentation, string LabelSet, ImmutableDictionary<string, ImmutableArray<string>> Groups, ImmutableDictionary<string, string> InputHashes);
