using System.Collections.Immutable;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Sarcopenia.Reports.Charts;

namespace DeepAnatomy.Sarcopenia.Reports.Pictures;

/// <summary>A group of muscles or a kind of fat as it is coloured.</summary>
/// <param name="Group">Group name as in the measurements, for example <c>paravertebral</c>.</param>
/// <param name="Colour">Colour of outline and fill (Okabe and Ito's palette, told apart by all common colour visions).</param>
/// <param name="Fill">Opacity of the fill.</param>
/// <param name="IsOutlined">Whether a line is drawn around it.</param>
sealed record Structure(string Group, Colour Colour, double Fill, bool IsOutlined)
{
    public bool IsMuscle => IsOutlined;
}

/// <summary>Which label of a label map is shown in which colour; the groups stored with the analysis decide, names help out.</summary>
sealed class Structures
{
    /// <summary>All that can be shown, in the order of a legend.</summary>
    public static ImmutableArray<Structure> Known { get; } =
    [
        new("abdominal_wall", Colour.Of(0xe69f00), 0.36, true),
        new("paravertebral", Colour.Of(0x56b4e9), 0.36, true),
        new("psoas", Colour.Of(0x12c48b), 0.36, true),
        new("quadratus_lumborum", Colour.Of(0xe285b8), 0.42, true),
        new("other_muscle", Colour.Of(0xe8663c), 0.26, true),
        new("visceral_fat", Colour.Of(0xf0e442), 0.20, false),
        new("subcutaneous_fat", Colour.Of(0x8f7ae5), 0.20, false),
    ];

    static readonly ImmutableDictionary<string, string> Aliases = new Dictionary<string, string>
    {
        ["autochthon"] = "paravertebral",
        ["erector_spinae"] = "paravertebral",
        ["transversospinalis"] = "paravertebral",
        ["multifidus"] = "paravertebral",
        ["iliopsoas"] = "psoas",
        ["psoas_major"] = "psoas",
        ["rectus_abdominis"] = "abdominal_wall",
        ["external_oblique"] = "abdominal_wall",
        ["internal_oblique"] = "abdominal_wall",
        ["transversus_abdominis"] = "abdominal_wall",
        ["skeletal_muscle"] = "other_muscle",
        ["muscle"] = "other_muscle",
        ["torso_fat"] = "visceral_fat",
    }.ToImmutableDictionary();

    readonly Structure?[] byValue = new Structure?[ushort.MaxValue + 1];

    public Structures(ImmutableDictionary<ushort, Structure> structures)
    {
        foreach (var (value, structure) in structures)
        {
            byValue[value] = structure;
        }
    }

    /// <summary>The structures that occur, in the order of a legend.</summary>
    public IEnumerable<Structure> Shown => Known.Where(byValue.Contains);

    public Structure? Find(ushort value) => byValue[value];

    /// <summary>Assigns every label; a group that the analysis defines wins over a label's own name.</summary>
    public static Structures Of(LabelSet labels, IReadOnlyDictionary<string, ImmutableArray<string>> groups)
    {
        var byValue = ImmutableDictionary.CreateBuilder<ushort, Structure>();
        foreach (var structure in Known)
        {
            foreach (var name in groups.Where(g => Aliases.GetValueOrDefault(g.Key, g.Key) == structure.Group && g.Key != "skeletal_muscle").SelectMany(g => g.Value))
            {
                if (labels.Find(name) is { } label)
                {
                    byValue.TryAdd(label.Value, structure);
                }
            }
        }

        foreach (var label in labels.Labels.Where(l => !byValue.ContainsKey(l.Value)))
        {
            var name = WithoutSide(label.Name);
            var group = Aliases.GetValueOrDefault(name, name);
            if (Known.FirstOrDefault(s => s.Group == group) is { } structure)
            {
                byValue[label.Value] = structure;
            }
        }

        return new(byValue.ToImmutable());
    }

    /// <summary>The colour of a group of the measurements, or null.</summary>
    public static Structure? OfGroup(string group) => Known.FirstOrDefault(s => s.Group == Aliases.GetValueOrDefault(group, group));

    static string WithoutSide(string name) => name.EndsWith("_left", StringComparison.Ordinal) ? name[..^5]
        : name.EndsWith("_right", StringComparison.Ordinal) ? name[..^6]
        : name;
}
