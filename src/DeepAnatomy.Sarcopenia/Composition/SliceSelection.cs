using DeepAnatomy.Sarcopenia.Levels;

namespace DeepAnatomy.Sarcopenia.Composition;

/// <summary>The slices first … last of the canonical grid that a number is taken from, or why there are none.</summary>
/// <param name="Level">Level or range, for example <c>L3</c> or <c>L1-L5</c>.</param>
/// <param name="FirstK">Lowest slice; −1 with a <paramref name="Reason"/>.</param>
/// <param name="LastK">Highest slice; −1 with a <paramref name="Reason"/>.</param>
/// <param name="Rule">The rule in words.</param>
/// <param name="Reason">Why there are no slices; null when there are.</param>
sealed record SliceSelection(string Level, int FirstK, int LastK, string Rule, string? Reason)
{
    public int Count => LastK - FirstK + 1;

    /// <summary>The slices of a level under a rule.</summary>
    public static SliceSelection Of(LevelFinding level, SliceRule rule, int sliceCount)
    {
        if (level.SliceK is not { } k)
        {
            return new(level.Name, -1, -1, level.Rule, level.Reason.TrimEnd('.'));
        }

        if (rule.IsWholeVertebra)
        {
            return WholeVertebra(level);
        }

        var (first, last) = (k - rule.HalfWidth, k + rule.HalfWidth);
        var text = rule.HalfWidth == 0 ? level.Rule : $"mean of {(2 * rule.HalfWidth) + 1} slices around: {level.Rule}";
        return first >= 0 && last < sliceCount
            ? new(level.Name, first, last, text, null)
            : new(level.Name, -1, -1, text, $"the scan ends within {rule.HalfWidth} slices of the level");
    }

    /// <summary>All slices of the level's vertebra.</summary>
    public static SliceSelection WholeVertebra(LevelFinding level) => level is { SliceK: not null, BottomK: { } bottom, TopK: { } top }
        ? new(level.Name, bottom, top, $"mean over all slices of the {level.Name} mask", null)
        : new(level.Name, -1, -1, $"mean over all slices of the {level.Name} mask", level.SliceK is null ? level.Reason.TrimEnd('.') : $"the extent of {level.Name} is not known");

    /// <summary>The slices from the lowest of the lower vertebra's mask to the highest of the upper one's (SEMANTICS.md S15).</summary>
    public static SliceSelection Between(string upper, string lower, IReadOnlyList<VertebraSpan> vertebrae, int sliceCount)
    {
        var name = $"{upper}-{lower}";
        var rule = $"all slices from the bottom of the {lower} mask to the top of the {upper} mask";
        SliceSelection No(string reason) => new(name, -1, -1, rule, reason);

        var (from, to) = (VertebraSpan.OrderOf(upper), VertebraSpan.OrderOf(lower));
        var wanted = Names(upper, lower).ToArray();
        var missing = wanted.Where(w => vertebrae.All(v => v.Name != w)).ToArray();
        if (missing.Length > 0)
        {
            return No($"the label map has no vertebra {string.Join(", ", missing)}");
        }

        var (top, bottom) = (vertebrae.First(v => v.Name == upper), vertebrae.First(v => v.Name == lower));
        if (bottom.FirstK == 0 || top.LastK == sliceCount - 1)
        {
            return No($"the range {name} is cut off: {(bottom.FirstK == 0 ? lower : upper)} reaches the end of the scan");
        }

        var inside = wanted.Select(w => vertebrae.First(v => v.Name == w).MeanK).ToArray();
        return inside.Zip(inside.Skip(1)).All(p => p.First > p.Second) && from < to
            ? new(name, bottom.FirstK, top.LastK, rule, null)
            : No("the vertebrae are not in anatomical order");
    }

    static IEnumerable<string> Names(string upper, string lower)
    {
        string[] spine = ["T10", "T11", "T12", "L1", "L2", "L3", "L4", "L5"];
        return spine.Skip(Array.IndexOf(spine, upper)).Take(Array.IndexOf(spine, lower) - Array.IndexOf(spine, upper) + 1);
    }
}
