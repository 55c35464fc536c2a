using System.Collections.Immutable;
using System.Text.Json;

namespace DeepAnatomy.Imaging.Labels;

/// <summary>A side of the body.</summary>
public enum BodySide
{
    /// <summary>Both, and what lies in the middle.</summary>
    Both,

    /// <summary>The patient's left.</summary>
    Left,

    /// <summary>The patient's right.</summary>
    Right,
}

/// <summary>The labels of a group in one label set.</summary>
/// <param name="Values">Label values; empty where the set cannot express the group.</param>
/// <param name="Reason">Why it cannot; else what to mind; null when all is well.</param>
public sealed record GroupMembers(ImmutableArray<ushort> Values, string? Reason)
{
    /// <summary>Whether the set can express the group.</summary>
    public bool IsExpressible => !Values.IsEmpty;
}

/// <summary>Named groups of structures as lists of label names per label set: data that a user can edit.</summary>
public sealed class LabelGroups
{
    const string Prefix = "DeepAnatomy.Imaging.Labels.Groups.";
    static readonly Lazy<LabelGroups> Embedded = new(ReadEmbedded);
    readonly ImmutableSortedDictionary<string, ImmutableDictionary<string, Entry>> groups;

    LabelGroups(ImmutableSortedDictionary<string, ImmutableDictionary<string, Entry>> groups) => this.groups = groups;

    /// <summary>The groups that come with the product.</summary>
    public static LabelGroups Default => Embedded.Value;

    /// <summary>Names of all groups.</summary>
    public IEnumerable<string> Names => groups.Keys;

    /// <summary>The defaults with a user's file on top: what it says of a group and a label set replaces the default.</summary>
    /// <param name="json">Text of the form <c>{"groups": {"psoas": {"my-set": {"left": ["…"], "right": ["…"], "middle": ["…"], "note": "…"}}}}</c>.</param>
    /// <param name="sets">Label sets beside the known ones that the file may speak of.</param>
    /// <exception cref="ArgumentException">Unknown label names, all at once, each with the nearest known name.</exception>
    public LabelGroups With(string json, params ReadOnlySpan<LabelSet> sets)
    {
        var known = LabelSets.All.Concat(sets.ToArray()).ToArray();
        var merged = groups.ToBuilder();
        foreach (var (name, entries) in Parse(json))
        {
            merged[name] = merged.GetValueOrDefault(name, ImmutableDictionary<string, Entry>.Empty).SetItems(entries);
        }

        var result = new LabelGroups(merged.ToImmutable());
        var problems = result.Problems(known).ToArray();
        return problems.Length == 0 ? result : throw new ArgumentException(string.Join(Environment.NewLine, problems), nameof(json));
    }

    /// <summary>The labels of a group in a label set.</summary>
    /// <exception cref="ArgumentException">There is no group of that name; the message has the nearest.</exception>
    public GroupMembers Members(string group, LabelSet set, BodySide side = BodySide.Both)
    {
        if (!groups.TryGetValue(group, out var entries))
        {
            throw new ArgumentException($"There is no group '{group}'; the nearest is '{NearestName.Of(group, groups.Keys)}'.", nameof(group));
        }

        if ((entries.GetValueOrDefault(set.Id) ?? ByNames(entries, set)) is not { } entry)
        {
            return new([], $"The label set {set.Id} has no definition of {group} and none of the names that form it elsewhere.");
        }

        var names = entry.Names(side);
        var values = names.Select(set.Find).OfType<Label>().Select(l => l.Value).ToImmutableArray();
        return values.Length == names.Length && values.Length > 0
            ? new(values, entry.Note)
            : new([], entry.Note ?? (names.Length == 0 ? $"The label set {set.Id} does not tell the sides of {group} apart." : $"The label set {set.Id} lacks a structure of {group}."));
    }

    /// <summary>For a set without a definition: that of another set whose names it has, the fullest one.</summary>
    static Entry? ByNames(ImmutableDictionary<string, Entry> entries, LabelSet set) => entries
        .Where(e => e.Value.Names(BodySide.Both) is { Length: > 0 } names && names.All(n => set.Find(n) is not null))
        .OrderByDescending(e => e.Value.Names(BodySide.Both).Length).ThenBy(e => e.Key, StringComparer.Ordinal)
        .Select(e => e.Value).FirstOrDefault();

    IEnumerable<string> Problems(LabelSet[] sets)
    {
        foreach (var (group, entries) in groups)
        {
            foreach (var (setId, entry) in entries)
            {
                if (sets.FirstOrDefault(s => s.Id == setId) is not { } set)
                {
                    yield return $"Group '{group}': there is no label set '{setId}'; the nearest is '{NearestName.Of(setId, sets.Select(s => s.Id))}'.";
                    continue;
                }

                foreach (var name in entry.Names(BodySide.Both).Where(n => set.Find(n) is null))
                {
                    yield return $"Group '{group}': {setId} has no '{name}'; the nearest is '{NearestName.Of(name, set.Labels.Select(l => l.Name))}'.";
                }
            }
        }
    }

    static LabelGroups ReadEmbedded()
    {
        var merged = ImmutableSortedDictionary.CreateBuilder<string, ImmutableDictionary<string, Entry>>(StringComparer.Ordinal);
        foreach (var resource in typeof(LabelGroups).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(typeof(LabelGroups).Assembly.GetManifestResourceStream(resource)!);
            foreach (var (name, entries) in Parse(reader.ReadToEnd()))
            {
                merged[name] = entries;
            }
        }

        return new(merged.ToImmutable());
    }

    static Dictionary<string, ImmutableDictionary<string, Entry>> Parse(string json)
    {
        try
        {
            var document = JsonSerializer.Deserialize<Document>(json, Options) ?? throw new JsonException("it is empty");
            return document.Groups.ToDictionary(g => g.Key, g => g.Value.ToImmutableDictionary());
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"The groups cannot be read: {e.Message}", nameof(json), e);
        }
    }

    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    sealed record Document(Dictionary<string, Dictionary<string, Entry>> Groups);

    sealed record Entry(string[]? Left, string[]? Right, string[]? Middle, string? Note)
    {
        public string[] Names(BodySide side) => side switch
        {
            BodySide.Left => Left ?? [],
            BodySide.Right => Right ?? [],
            _ => [.. Left ?? [], .. Right ?? [], .. Middle ?? []],
        };
    }
}
