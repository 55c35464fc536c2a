using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Cli.Evaluations;

/// <summary>Which labels of two maps are the same structure: those of the same value, or of the same name.</summary>
static class LabelMatch
{
    /// <summary>Share of the labels that may contradict before two maps are taken to follow different label sets.</summary>
    const double MostContradicting = 0.25;

    public const string ByValue = "value", ByName = "name";

    /// <summary>A prediction with its labels in the values of the reference.</summary>
    /// <param name="prediction">As read.</param>
    /// <param name="reference">As read.</param>
    /// <param name="rule"><see cref="ByValue"/>, <see cref="ByName"/>, or null: by value unless the names say that the label sets differ.</param>
    /// <param name="notes">Receives what was done.</param>
    /// <exception cref="UsageException">The label sets differ.</exception>
    public static LabelMap Onto(LabelMapReading prediction, LabelMapReading reference, string? rule, List<string> notes)
    {
        var (p, r) = (prediction.Map, reference.Map);
        if (rule == ByName)
        {
            return Renumbered(prediction, r.Labels, notes);
        }

        if (rule is null && p.Labels.Id != LabelMapReading.UnknownSetId && r.Labels.Id != LabelMapReading.UnknownSetId)
        {
            Check(prediction, reference, notes);
        }

        return p;
    }

    // Tables of names contain slips (generations of one model number ribs differently for the same voxels), so a few contradictions are only told; many are another label set.
    static void Check(LabelMapReading prediction, LabelMapReading reference, List<string> notes)
    {
        var (p, r) = (prediction.Map.Labels, reference.Map.Labels);
        ushort[] shared = [.. Present(prediction.Map.Voxels).Where(v => p.Find(v) is not null && r.Find(v) is not null)];
        ushort[] contradicting = [.. shared.Where(v => p.Find(v)!.Name != r.Find(v)!.Name)];
        if (contradicting.Length == 0)
        {
            return;
        }

        var value = contradicting[0];
        var what = $"label {value} is {p.Find(value)!.Name} in {Path.GetFileName(prediction.Source)} ({prediction.Reason.TrimEnd('.')}) but {r.Find(value)!.Name} in {Path.GetFileName(reference.Source)} ({reference.Reason.TrimEnd('.')})";
        if (contradicting.Length > MostContradicting * shared.Length)
        {
            throw new UsageException($"{prediction.Source}: the label sets differ: {what}. Give --match-labels name or --match-labels value.");
        }

        notes.Add($"{contradicting.Length} of {shared.Length} labels have other names in the two maps, for example {what}. Labels were matched by value; --match-labels name matches them by name.");
    }

    static IEnumerable<ushort> Present(Volume<ushort> voxels)
    {
        var seen = new bool[ushort.MaxValue + 1];
        foreach (var value in voxels.Voxels)
        {
            seen[value] = true;
        }

        return Enumerable.Range(1, ushort.MaxValue).Where(v => seen[v]).Select(v => (ushort)v);
    }

    // Names that the reference lacks get values that it does not use.
    static LabelMap Renumbered(LabelMapReading prediction, LabelSet reference, List<string> notes)
    {
        var (map, free) = (prediction.Map, (ushort)(1 + Math.Max(reference.Labels.Select(l => (int)l.Value).DefaultIfEmpty().Max(), prediction.Map.Labels.Labels.Select(l => (int)l.Value).DefaultIfEmpty().Max())));
        if (map.Labels.Labels.IsEmpty || reference.Labels.IsEmpty)
        {
            throw new UsageException($"{prediction.Source}: labels cannot be matched by name where a map has no names.");
        }

        Dictionary<ushort, Label> target = map.Labels.Labels.ToDictionary(l => l.Value, l => reference.Find(l.Name) ?? l with { Value = free++ });
        var voxels = new ushort[map.Shape.Count];
        for (var n = 0; n < voxels.Length; n++)
        {
            var value = map.Voxels.Voxels[n];
            voxels[n] = value == 0 ? value : target.TryGetValue(value, out var label) ? label.Value : throw new UsageException($"{prediction.Source}: value {value} has no name, so it cannot be matched by name.");
        }

        notes.Add($"Labels were matched by name: {map.Labels.Id} of the prediction onto {reference.Id} of the reference.");
        return new(Volume<ushort>.Adopt(map.Grid, voxels), new LabelSet(map.Labels.Id, target.Values));
    }
}
