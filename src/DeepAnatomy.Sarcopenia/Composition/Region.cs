using System.Collections.Immutable;

namespace DeepAnatomy.Sarcopenia.Composition;

/// <summary>A group, or one side of it, bound to the columns of a <see cref="SliceTable"/>.</summary>
sealed class Region
{
    readonly SliceTable table;
    readonly ImmutableArray<(string Label, int Column)> parts;
    readonly string? unavailable;

    public Region(string group, string side, SliceTable table, ImmutableArray<(string Label, int Column)> parts, string? unavailable, string? note = null)
    {
        (Group, Side, this.table, this.parts, this.unavailable) = (group, side, table, parts, unavailable);
        Note = note;
        Columns = [.. parts.Select(p => p.Column)];
    }

    public string Group { get; }

    public string Side { get; }

    /// <summary>Columns of the table; empty when the group is unavailable.</summary>
    public ImmutableArray<int> Columns { get; }

    /// <summary>What to mind about its labels; null when nothing.</summary>
    public string? Note { get; }

    /// <summary>Whether one of its labels has the word in its name.</summary>
    public bool HasLabel(string word) => parts.Any(p => p.Label.Contains(word, StringComparison.Ordinal));

    public bool IsAvailable => unavailable is null;

    public bool OccursAnywhere => Of(0, table.SliceCount - 1, null).Count > 0;

    public Tally Of(int firstK, int lastK, HuWindow? window) => table.Of(Columns.AsSpan(), firstK, lastK, window);

    /// <summary>Why the region cannot be measured over the slices first … last at a level, or null when it can (SEMANTICS.md S17).</summary>
    public string? WhyNotAt(int firstK, int lastK, string level)
    {
        if (WhyNotAnywhere() is { } reason)
        {
            return reason;
        }

        foreach (var (label, column) in parts)
        {
            if (MuscleExtent.IsExpectedAt(label, level) && table.Of(column, firstK, lastK, null).Count == 0)
            {
                return $"the label map has no pixel of {label} at this level";
            }
        }

        return Of(firstK, lastK, null).Count == 0 ? $"the label map has no pixel of {Group} at this level" : null;
    }

    /// <summary>Why the region cannot be integrated over the slices first … last, or null when it can.</summary>
    public string? WhyNotOver(int firstK, int lastK)
    {
        if (WhyNotAnywhere() is { } reason)
        {
            return reason;
        }

        foreach (var (label, column) in parts)
        {
            if (MuscleExtent.IsOptional(label) && parts.Length > 1)
            {
                continue;
            }

            var empty = 0;
            for (var k = firstK; k <= lastK; k++)
            {
                empty += table.Of(column, k, k, null).Count == 0 ? 1 : 0;
            }

            if (empty > 0 && (!MuscleExtent.MayEndInside(label) || empty == lastK - firstK + 1))
            {
                return $"{label} is missing in {empty} of the {lastK - firstK + 1} slices of the range";
            }
        }

        return Of(firstK, lastK, null).Count == 0 ? $"the label map has no voxel of {Group} in the range" : null;
    }

    /// <summary>Expected labels that have no pixel over the slices although the region can be measured.</summary>
    public IEnumerable<string> AbsentAt(int firstK, int lastK) =>
        parts.Where(p => table.Of(p.Column, firstK, lastK, null).Count == 0).Select(p => p.Label);

    string? WhyNotAnywhere()
    {
        if (unavailable is not null)
        {
            return unavailable;
        }

        foreach (var (label, column) in parts)
        {
            if ((!MuscleExtent.IsOptional(label) || parts.Length == 1) && table.Of(column, 0, table.SliceCount - 1, null).Count == 0)
            {
                return $"the label {label} occurs nowhere in the label map: not drawn or not in the scan";
            }
        }

        return null;
    }
}
