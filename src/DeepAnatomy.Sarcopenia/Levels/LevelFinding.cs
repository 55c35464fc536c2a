namespace DeepAnatomy.Sarcopenia.Levels;

/// <summary>The slice at which is measured, how it was found and how sure that is.</summary>
/// <param name="Name">Level, for example <c>L3</c>.</param>
/// <param name="SliceK">Slice index of the canonical (LPS, k to the head) grid, or null when the level is not in the scan or not found.</param>
/// <param name="Rule">Slice rule, for example <c>centroid of the L3 mask</c>.</param>
/// <param name="Confidence">0 … 1; 1 when the user or a vertebra label said so.</param>
/// <param name="Reason">How it was found, or why it was not; one sentence.</param>
/// <param name="BottomK">Lowest slice of the level's vertebra, or null when unknown.</param>
/// <param name="TopK">Highest slice of the level's vertebra, or null when unknown.</param>
public sealed record LevelFinding(string Name, int? SliceK, string Rule, double Confidence, string Reason, int? BottomK = null, int? TopK = null)
{
    /// <summary><see cref="Reason"/> in German; null when there is no German text.</summary>
    public string? ReasonDe { get; init; }

    /// <summary>The file's own voxel axis along which its slices lie: <c>i</c>, <c>j</c> or <c>k</c>; null before the file is known.</summary>
    public string? FileSliceAxis { get; init; }

    /// <summary>The slice as an index along <see cref="FileSliceAxis"/> of the file; null without a slice.</summary>
    public int? FileSliceIndex { get; init; }

    /// <summary>Position of the slice's centre, LPS z, mm; null without a slice.</summary>
    public double? ZMm { get; init; }
}
