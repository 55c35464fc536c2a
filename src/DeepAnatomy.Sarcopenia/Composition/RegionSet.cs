using System.Collections.Immutable;
using DeepAnatomy.Imaging.Labels;

namespace DeepAnatomy.Sarcopenia.Composition;

/// <summary>Everything that is measured in a label map: the muscle groups with their sides, the fat compartments and the vertebrae.</summary>
sealed class RegionSet
{
    RegionSet(SliceTable table, ImmutableArray<Region> muscles, ImmutableArray<GroupDefinition> groups, LabelSet set)
    {
        Muscles = muscles;
        Subcutaneous = Tissue(table, set, "subcutaneous_fat", groups);
        Visceral = Tissue(table, set, "visceral_fat", groups);
        Intermuscular = Tissue(table, set, "intermuscular_fat", groups);
        Vertebrae = VertebraSpan.FromTable(table, set);
        AllMuscle = new(
            "all_muscle_groups",
            "both",
            table,
            [.. muscles.Where(m => m.IsAvailable && m.Side == "both").SelectMany(m => m.Columns).Distinct().Order().Select(c => (set.Find(table.Values[c])!.Name, c))],
            null);
    }

    /// <summary>Per group the region of both sides, then left, then right where the labels tell the sides.</summary>
    public ImmutableArray<Region> Muscles { get; }

    public Region Subcutaneous { get; }

    public Region Visceral { get; }

    public Region Intermuscular { get; }

    /// <summary>The union of all available muscle groups.</summary>
    public Region AllMuscle { get; }

    /// <summary>The vertebrae that occur, from foot to head by name.</summary>
    public ImmutableArray<VertebraSpan> Vertebrae { get; }

    /// <summary>The values a table must tally for these groups.</summary>
    public static ImmutableArray<ushort> ValuesOf(LabelSet set, IEnumerable<GroupDefinition> groups)
    {
        var names = groups.SelectMany(g => g.AllLabels).ToHashSet();
        return [.. set.Labels.Where(l => names.Contains(l.Name) || VertebraSpan.TryName(l.Name) is not null).Select(l => l.Value)];
    }

    /// <summary>Binds groups to a filled table.</summary>
    public static RegionSet Bind(SliceTable table, LabelSet set, ImmutableArray<GroupDefinition> groups)
    {
        var muscles = ImmutableArray.CreateBuilder<Region>();
        foreach (var group in groups.Where(g => !GroupDefinition.TissueNames.Contains(g.Name)))
        {
            muscles.Add(Bound(table, set, group, "both"));
            if (group.HasSides && group.Unavailable is null)
            {
                muscles.Add(Bound(table, set, group, "left"));
                muscles.Add(Bound(table, set, group, "right"));
            }
        }

        return new(table, muscles.ToImmutable(), groups, set);
    }

    static Region Bound(SliceTable table, LabelSet set, GroupDefinition group, string side)
    {
        var labels = side switch { "left" => group.Left, "right" => group.Right, _ => group.AllLabels };
        var missing = labels.Where(l => set.Find(l) is null).ToArray();
        var why = group.Unavailable
            ?? (labels.IsEmpty ? $"the group {group.Name} has no labels in the label set {set.Id}" : null)
            ?? (missing.Length > 0 ? $"the label set {set.Id} has no {string.Join(", ", missing)}" : null);
        return new(group.Name, side, table, why is null ? PartsOf(table, set, labels) : [], why, group.Note);
    }

    static Region Tissue(SliceTable table, LabelSet set, string name, ImmutableArray<GroupDefinition> groups) =>
        Bound(table, set, groups.FirstOrDefault(g => g.Name == name) ?? new(name, [], [], []), "both");

    static ImmutableArray<(string Label, int Column)> PartsOf(SliceTable table, LabelSet set, IEnumerable<string> labels) =>
        [.. labels.Distinct().Select(l => (l, table.Values.IndexOf(set.ValueOf(l))))];
}
