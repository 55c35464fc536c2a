using System.Collections.Immutable;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Composition;
using DeepAnatomy.Sarcopenia.CutOffs;
using DeepAnatomy.Sarcopenia.Levels;

namespace DeepAnatomy.Sarcopenia.Analyses;

/// <summary>What to quantify, and what to write into the record.</summary>
public sealed record QuantificationRequest
{
    /// <summary>The scan in the file's own axes.</summary>
    public required CtScan Scan { get; init; }

    /// <summary>Labels on the scan's grid, in the file's own axes (or both canonical).</summary>
    public required LabelMap Labels { get; init; }

    /// <summary>The label file as given, for messages; or the name of the segmenter.</summary>
    public required string LabelSource { get; init; }

    /// <summary>SHA-256 of the label file; null when the labels were made in the same run.</summary>
    public string? LabelSha256 { get; init; }

    /// <summary>What to measure; null for all that <see cref="GroupDefinition.AllIn"/> finds. The group <c>skeletal_muscle</c> carries the whole-muscle numbers and most cut-offs.</summary>
    public ImmutableArray<GroupDefinition>? Groups { get; init; }

    /// <summary>Which level; L3 by default.</summary>
    public LevelRequest Level { get; init; } = LevelRequest.At("L3");

    /// <summary>Which slices of the level; one by default.</summary>
    public SliceRule SliceRule { get; init; } = SliceRule.SingleSlice;

    /// <summary>The person; what is null is filled from the scan's facts.</summary>
    public SubjectRecord Subject { get; init; } = new();

    /// <summary>Limits to apply; the built-in ones by default.</summary>
    public CutOffLibrary CutOffs { get; init; } = CutOffLibrary.BuiltIn;

    /// <summary>Version of the product.</summary>
    public string ProductVersion { get; init; } = "";

    /// <summary>The command line, without patient data.</summary>
    public string Command { get; init; } = "";

    /// <summary>When, ISO 8601; given by the caller.</summary>
    public string CreatedUtc { get; init; } = "";
}

/// <summary>Where to measure: a named level, a slice of the file, or a level that was found before.</summary>
public sealed record LevelRequest
{
    LevelRequest(string? name, int? fileSlice, LevelFinding? finding) => (Name, FileSliceIndex, Finding) = (name, fileSlice, finding);

    /// <summary>Name of the level, for example <c>L3</c>; null when only a slice was given.</summary>
    public string? Name { get; }

    /// <summary>Slice along the file's own slice axis; null to look for the level.</summary>
    public int? FileSliceIndex { get; }

    /// <summary>A finding on the canonical grid that is taken as it is.</summary>
    public LevelFinding? Finding { get; }

    /// <summary>The level with a name, from the vertebra labels.</summary>
    public static LevelRequest At(string name) => new(name, null, null);

    /// <summary>A slice chosen by the user, counted along the file's own slice axis from 0.</summary>
    /// <param name="fileSliceIndex">Index in the file.</param>
    /// <param name="name">The level it stands for, when the user says so.</param>
    public static LevelRequest AtFileSlice(int fileSliceIndex, string? name = null) => new(name, fileSliceIndex, null);

    /// <summary>A level that was found before, in slices of the canonical grid.</summary>
    public static LevelRequest Found(LevelFinding finding) => new(finding.Name, null, finding);
}
