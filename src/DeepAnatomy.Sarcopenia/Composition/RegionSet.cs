using System.Collections.Immutable;
using DeepAnatomy.Imaging.Labels;

namespace DeepAnatomy.Sarcopenia.Composition;

/// <summary>Everything that is measured in a label map: the muscle groups with their sides, the fat compartments and the vertebrae.</summary>
sealed class RegionSet
{
    static readonly string[] SubcutaneousNames = ["subcutaneous_fat"];
    static readonly string[] VisceralNames = ["visceral_fat", "torso_fat"];
    static readonly string[] IntermuscularNames = ["intermuscular_fat"];

    RegionSet(SliceTable table, ImmutableArray<Region> muscles, LabelSet set)
    {
        Muscles = muscles;
        Subcutaneous = Tissue(table, set, "subcutaneous_fat", SubcutaneousNames);
        Visceral = Tissue(table, set, "visceral_fat", VisceralNames);
        Intermuscular = Tissue(table, set, "intermuscular_fat", IntermuscularNames);
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
        var names = groups.SelectMany(g => g.AllLabels).Concat(SubcutaneousNames).Concat(VisceralNames).Concat(IntermuscularNames).ToHashSet();
        return [.. set.Labels.Where(l => names.Contains(l.Name) || VertebraSpan.TryName(l.Name) is not null).Select(l => l.Value)];
    }

    /// <summary>Binds groups to a filled table.</summary>
    public static RegionSet Bind(SliceTable table, LabelSet set, ImmutableArray<GroupDefinition> groups)
    {
        var muscles = ImmutableArray.CreateBuilder<Region>();
        foreach (var group in groups)
        {
            muscles.Add(Muscle(table, set, group, "both", group.AllLabels));
            if (group.HasSides && group.Unavailable is null)
            {
                muscles.Add(Muscle(table, set, group, "left", group.Left));
                muscles.Add(Muscle(table, set, group, "right", group.Right));
            }
        }

        return new(table, muscles.ToImmutable(), set);
    }

    static Region Muscle(SliceTable table, LabelSet set, GroupDefinition group, string side, ImmutableArray<string> labels)
    {
        var missing = labels.Where(l => set.Find(l) is null).ToArray();
        var why = group.Unavailable
            ?? (labels.IsEmpty ? $"the group {group.Name} has no labels in the label set {set.Id}" : null)
            ?? (missing.Length > 0 ? $"the label set {set.Id} has no {string.Join(", ", missing)}" : null);
        return new(group.Name, side, table, why is null ? PartsOf(table, set, labels) : [], why);
    }

    static Region Tissue(SliceTable table, LabelSet set, string name, string[] labels)
    {
        var known = labels.Where(l => set.Find(l) is not null).ToImmutableArray();
        return new(name, "both", table, PartsOf(table, set, known), known.IsEmpty ? $"the label set {set.Id} has no {name}" : null);
    }

    static ImmutableArray<(string Label, int Column)> PartsOf(SliceTable table, LabelSet set, IEnumerable<string> labels) =>
        [.. labels.Distinct().Select(l => (l, table.Values.IndexOf(set.ValueOf(l))))];
}
