using System.Collections.Immutable;
using DeepAnatomy.Imaging.Labels;

namespace DeepAnatomy.Sarcopenia.Composition;

/// <summary>The muscle groups that are measured, bound to a label set.</summary>
public static class GroupDefinitions
{
    /// <summary>Groups that are measured by default, the whole muscle first.</summary>
    public static ImmutableArray<string> Default { get; } = ["skeletal_muscle", "abdominal_wall", "paravertebral", "psoas", "quadratus_lumborum"];

    /// <summary>Binds groups to a label set; a group that the set cannot express carries the reason in place of labels.</summary>
    /// <param name="groups">Definitions as data.</param>
    /// <param name="set">The label set of the map that is measured.</param>
    /// <param name="names">Names of the groups; <see cref="Default"/> when empty.</param>
    /// <exception cref="ArgumentException">There is no group of a name; the message has the nearest.</exception>
    public static ImmutableArray<GroupDefinition> Of(LabelGroups groups, LabelSet set, params ReadOnlySpan<string> names)
    {
        var definitions = ImmutableArray.CreateBuilder<GroupDefinition>();
        foreach (var name in names.IsEmpty ? Default.AsSpan() : names)
        {
            definitions.Add(Bind(groups, set, name));
        }

        return definitions.ToImmutable();
    }

    static GroupDefinition Bind(LabelGroups groups, LabelSet set, string name)
    {
        var (both, left, right) = (groups.Members(name, set), groups.Members(name, set, BodySide.Left), groups.Members(name, set, BodySide.Right));
        if (!both.IsExpressible)
        {
            return new(name, [], [], [], both.Reason ?? $"The label set {set.Id} cannot express {name}.");
        }

        var sided = left.Values.Concat(right.Values).ToHashSet();
        return new(name, Names(left.Values), Names(right.Values), Names([.. both.Values.Where(v => !sided.Contains(v))]));

        ImmutableArray<string> Names(ImmutableArray<ushort> values) => [.. values.Select(v => set.Find(v)!.Name)];
    }
}
