using System.Collections.Immutable;

namespace DeepAnatomy.Imaging.Labels;

/// <summary>One structure of a label set.</summary>
/// <param name="Value">Voxel value, 1 … 65535; 0 is background.</param>
/// <param name="Name">Name in lower case with underscores, for example <c>psoas_left</c>.</param>
public sealed record Label(ushort Value, string Name);

/// <summary>What the values of a label map mean.</summary>
/// <remarks>Label sets are data: the known ones are read from JSON, a user may bring more. Immutable.</remarks>
public sealed class LabelSet
{
    readonly ImmutableDictionary<ushort, Label> byValue;
    readonly ImmutableDictionary<string, Label> byName;

    /// <summary>Creates a label set.</summary>
    /// <param name="id">Name with version, for example <c>totalsegmentator-total-2</c>.</param>
    /// <param name="labels">The structures; values and names must be unique, no value 0.</param>
    /// <exception cref="ArgumentException">A value is 0, or a value or name occurs twice.</exception>
    public LabelSet(string id, IEnumerable<Label> labels)
    {
        Id = id;
        Labels = [.. labels.OrderBy(l => l.Value)];
        if (Labels.Any(l => l.Value == 0))
        {
            throw new ArgumentException($"Label set '{id}': value 0 is background.", nameof(labels));
        }

        byValue = Labels.ToImmutableDictionary(l => l.Value);
        byName = Labels.ToImmutableDictionary(l => l.Name);
    }

    /// <summary>Name with version.</summary>
    public string Id { get; }

    /// <summary>The structures by rising value.</summary>
    public ImmutableArray<Label> Labels { get; }

    /// <summary>The structure with a value, or null.</summary>
    public Label? Find(ushort value) => byValue.GetValueOrDefault(value);

    /// <summary>The structure with a name, or null.</summary>
    public Label? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>The value of a name.</summary>
    /// <exception cref="KeyNotFoundException">The set has no such name.</exception>
    public ushort ValueOf(string name) => Find(name)?.Value ?? throw new KeyNotFoundException($"Label set '{Id}' has no '{name}'.");
}
