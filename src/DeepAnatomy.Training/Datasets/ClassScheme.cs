using System.Collections.Immutable;
using System.Security.Cryptography;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Training.Sparse;

namespace DeepAnatomy.Training.Datasets;

/// <summary>Which label value is which class of the network, and which class is which after left and right are exchanged.</summary>
/// <remarks>
/// Labels named <c>undefined</c> or <c>ignore</c> mark what nobody looked at, <c>uncertain</c> what could be either.
/// Where a label set names a value other than 0 <c>background</c>, 0 means undefined.
/// </remarks>
public sealed class ClassScheme
{
    static readonly string[] UndefinedNames = ["undefined", "ignore"];
    readonly byte[] codes;
    readonly bool[] known;

    ClassScheme(string labelSetId, ImmutableArray<string> names, ImmutableArray<ImmutableArray<string>> labels, byte[] codes, bool[] known, ClassSides sides) =>
        (LabelSetId, Names, Labels, this.codes, this.known, Sides) = (labelSetId, names, labels, codes, known, sides);

    /// <summary>The label set of the dataset.</summary>
    public string LabelSetId { get; }

    /// <summary>Names of the classes; the first is <c>background</c>.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>For every class the labels that form it; none for background.</summary>
    public ImmutableArray<ImmutableArray<string>> Labels { get; }

    /// <summary>Classes with background.</summary>
    public int Count => Names.Length;

    /// <summary>What mirroring does to the classes.</summary>
    public ClassSides Sides { get; }

    /// <summary>Whether the label set names a value, or it is 0.</summary>
    public bool Knows(ushort value) => known[value];

    /// <summary>The <see cref="VoxelCode"/> of a label value; background for labels of no class.</summary>
    public byte CodeOf(ushort value) => codes[value];

    /// <summary>SHA-256 over what every label value means, lower-case hex: schemes with the same hash encode a label map alike.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData([.. codes, .. known.Select(k => k ? (byte)1 : (byte)0), (byte)Count]));

    /// <summary>Builds the scheme.</summary>
    /// <param name="set">What the label values mean.</param>
    /// <param name="classes">The classes in order; empty for one class per label.</param>
    /// <param name="problems">Gets one sentence per mistake: unknown names with the nearest known one, labels in two classes, too many classes.</param>
    /// <returns>The scheme; null when there are problems.</returns>
    public static ClassScheme? Build(LabelSet set, IReadOnlyList<ClassSetting> classes, ICollection<string> problems) => Build(set, classes, (_, problem) => problems.Add(problem));

    /// <summary>As the other, telling for each problem the number of the class it is about, −1 for all.</summary>
    internal static ClassScheme? Build(LabelSet set, IReadOnlyList<ClassSetting> classes, Action<int, string> problem)
    {
        var isRight = true;
        void Add(int index, string text)
        {
            isRight = false;
            problem(index, text);
        }

        var wanted = classes.Count > 0 ? classes : [.. set.Labels.Where(l => !IsMark(l.Name)).Select(l => new ClassSetting { Name = l.Name })];
        var members = wanted.Select((c, n) => Members(set, c, text => Add(n, text))).ToArray();
        Check(set, wanted, members, Add);
        if (!isRight)
        {
            return null;
        }

        var (codes, known) = Codes(set);
        for (var c = 0; c < members.Length; c++)
        {
            foreach (var label in members[c])
            {
                codes[label.Value] = (byte)(c + 1);
            }
        }

        ImmutableArray<ImmutableArray<string>> labels = [[], .. members.Select(m => m.Select(l => l.Name).ToImmutableArray())];
        return new(set.Id, ["background", .. wanted.Select(c => c.Name)], labels, codes, known, ClassSides.Of(set, [.. wanted.Select(c => c.Name)], [.. members.Select(m => m.Select(l => l.Name).ToHashSet())]));
    }

    /// <summary>The scheme of classes with mistakes as it was probably meant: the nearest name for an unknown one, without the classes that cannot be. Null when none is left.</summary>
    internal static ClassScheme? AsMeant(LabelSet set, IReadOnlyList<ClassSetting> classes)
    {
        string Meant(string name) => set.Find(name) is not null || LabelGroups.Default.Names.Contains(name) ? name : NearestName.Of(name, Known(set));
        List<ClassSetting> possible = [];
        foreach (var setting in classes)
        {
            ImmutableArray<string> labels = setting.Labels.IsEmpty ? [setting.Name] : setting.Labels;
            possible.Add(setting with { Labels = [.. labels.Select(Meant)] });
            if (Build(set, possible, (_, _) => { }) is null)
            {
                possible.RemoveAt(possible.Count - 1);
            }
        }

        return classes.Count > 0 && possible.Count == 0 ? null : Build(set, possible, (_, _) => { });
    }

    static IEnumerable<string> Known(LabelSet set) => set.Labels.Select(l => l.Name).Where(n => !IsMark(n)).Concat(LabelGroups.Default.Names);

    static (byte[] Codes, bool[] Known) Codes(LabelSet set)
    {
        var (codes, known) = (new byte[ushort.MaxValue + 1], new bool[ushort.MaxValue + 1]);
        known[0] = true;
        codes[0] = set.Find("background") is null ? (byte)0 : VoxelCode.Undefined;
        foreach (var label in set.Labels)
        {
            known[label.Value] = true;
            codes[label.Value] = UndefinedNames.Contains(label.Name) ? VoxelCode.Undefined : label.Name == "uncertain" ? VoxelCode.UncertainWithoutGuess : (byte)0;
        }

        return (codes, known);
    }

    static bool IsMark(string name) => name is "uncertain" or "background" || UndefinedNames.Contains(name);

    static Label[] Members(LabelSet set, ClassSetting wanted, Action<string> problem)
    {
        var found = new List<Label>();
        foreach (var name in wanted.Labels.IsEmpty ? [wanted.Name] : wanted.Labels)
        {
            if (set.Find(name) is { } label && !IsMark(name))
            {
                found.Add(label);
            }
            else if (LabelGroups.Default.Names.Contains(name) && LabelGroups.Default.Members(name, set) is var group)
            {
                found.AddRange(group.Values.Select(v => set.Find(v)!));
                if (!group.IsExpressible)
                {
                    problem($"Class '{wanted.Name}': {group.Reason}");
                }
            }
            else
            {
                problem($"Class '{wanted.Name}': the label set {set.Id} has no label or group '{name}'; the nearest is '{NearestName.Of(name, Known(set))}'.");
            }
        }

        return [.. found.Distinct()];
    }

    static void Check(LabelSet set, IReadOnlyList<ClassSetting> wanted, Label[][] members, Action<int, string> problem)
    {
        if (wanted.Count == 0)
        {
            problem(-1, $"The label set {set.Id} names no structure, so there is nothing to learn; give the dataset a label set.");
        }

        if (wanted.Count >= VoxelCode.MostClasses)
        {
            problem(-1, $"There are {wanted.Count} classes; at most {VoxelCode.MostClasses - 1} are possible. Name the classes you need.");
        }

        foreach (var twice in wanted.GroupBy(c => c.Name).Where(g => g.Count() > 1 || g.Key is "" or "background"))
        {
            problem(-1, twice.Key is "" or "background" ? $"A class is called '{twice.Key}'; give every class but the background a name of its own." : $"The class '{twice.Key}' is there {twice.Count()} times.");
        }

        foreach (var label in members.SelectMany((m, c) => m.Select(l => (Label: l, Class: wanted[c].Name))).GroupBy(x => x.Label).Where(g => g.Count() > 1))
        {
            problem(-1, $"The label '{label.Key.Name}' belongs to several classes ({string.Join(", ", label.Select(x => x.Class))}); a voxel can have one.");
        }
    }
}
