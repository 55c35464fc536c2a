using System.Collections.Immutable;
using DeepAnatomy.Imaging.Labels;

namespace DeepAnatomy.Sarcopenia.Composition;

/// <summary>A structure to measure, as data: which labels of a label set make it up.</summary>
/// <param name="Name">For example <c>paravertebral</c>, <c>skeletal_muscle</c>.</param>
/// <param name="Left">Labels of the patient's left side.</param>
/// <param name="Right">Labels of the patient's right side.</param>
/// <param name="Unsided">Labels that do not tell the sides.</param>
/// <param name="Unavailable">Why this label set cannot give the group; null when it can. The reason is reported in place of every number.</param>
public sealed record GroupDefinition(
    string Name,
    ImmutableArray<string> Left,
    ImmutableArray<string> Right,
    ImmutableArray<string> Unsided,
    string? Unavailable = null)
{
    /// <summary>Whether left and right can be told apart.</summary>
    public bool HasSides => !Left.IsEmpty && !Right.IsEmpty && Unsided.IsEmpty;

    /// <summary>All labels of both sides.</summary>
    public ImmutableArray<string> AllLabels => [.. Left, .. Right, .. Unsided];

    /// <summary>What to mind about the labels, for example that one of them includes a neighbour; null when nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Everything that can be measured in a label set: the five muscle groups of SEMANTICS.md (with the reason where the set cannot express one), the user's own groups, and the fat compartments.</summary>
    /// <param name="set">The label set of the map.</param>
    /// <param name="groups">Group definitions; the product's own by default.</param>
    public static ImmutableArray<GroupDefinition> AllIn(LabelSet set, LabelGroups? groups = null)
    {
        groups ??= LabelGroups.Default;
        string[] always = [.. TissueNames, "skeletal_muscle", "abdominal_wall", "paravertebral", "psoas", "quadratus_lumborum"];
        var more = groups.Names.Where(n => !always.Contains(n) && n is not ("bone" or "body") && !n.StartsWith("vertebra_", StringComparison.Ordinal));
        return [.. always.Select(n => In(set, n, groups)), .. more.Select(n => In(set, n, groups)).Where(d => d.Unavailable is null)];
    }

    /// <summary>The fat compartments; every other definition is a muscle group.</summary>
    internal static ImmutableArray<string> TissueNames { get; } = ["subcutaneous_fat", "visceral_fat", "intermuscular_fat"];

    static GroupDefinition In(LabelSet set, string name, LabelGroups groups)
    {
        var all = groups.Members(name, set);
        if (!all.IsExpressible)
        {
            return new(name, [], [], [], all.Reason?.TrimEnd('.') ?? $"the label set {set.Id} cannot express {name}");
        }

        ImmutableArray<string> Names(IEnumerable<ushort> values) => [.. values.Select(v => set.Find(v)!.Name)];
        var (left, right) = (groups.Members(name, set, BodySide.Left).Values, groups.Members(name, set, BodySide.Right).Values);
        return new(name, Names(left), Names(right), Names(all.Values.Except(left).Except(right))) { Note = all.Reason };
    }
}
