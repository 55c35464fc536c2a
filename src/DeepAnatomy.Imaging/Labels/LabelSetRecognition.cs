using System.Collections.Immutable;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Labels;

/// <summary>Which known label set a map without names follows.</summary>
/// <param name="Set">The set where it is certain, else null.</param>
/// <param name="Reason">Why, one sentence; where it is not certain, what to do.</param>
/// <param name="Candidates">Sets that have all values, the likeliest first.</param>
public sealed record LabelSetRecognition(LabelSet? Set, string Reason, ImmutableArray<LabelSet> Candidates)
{
    /// <summary>Relations that must have been tested before anatomy decides.</summary>
    const int LeastRelations = 5;

    /// <summary>Share of relations that the right set keeps (masks made by models have errors), and that no other may reach.</summary>
    const double Kept = 0.9, NearlyKept = 0.8;

    /// <summary>Recognises by the values present, then by anatomy: left and right, order of vertebrae and ribs, what lies above, behind or around what.</summary>
    /// <param name="voxels">Label values; the patient axes of the grid must be right.</param>
    public static LabelSetRecognition Recognise(Volume<ushort> voxels)
    {
        var places = LabelPlaces.Of(voxels);
        if (places.Values.Count == 0)
        {
            return new(null, "The label map is empty.", []);
        }

        var candidates = Distinct([.. LabelSets.All.Where(s => places.Values.All(v => s.Find(v) is not null))], places.Values);
        if (candidates.Length == 0)
        {
            return new(null, $"No known label set has all values of the map ({Listed(places.Values)}); pass --label-set with a file that names them.", []);
        }

        var scored = candidates.Select(s => (Set: s, Score: AnatomyRelations.Score(s, places)))
            .OrderByDescending(c => c.Score.KeptFraction).ThenByDescending(c => c.Score.Tested).ToArray();
        var ordered = scored.Select(c => c.Set).ToImmutableArray();
        var best = scored[0];
        if (candidates.Length == 1 && (best.Score.Tested == 0 || best.Score.KeptFraction >= NearlyKept))
        {
            return new(best.Set, $"{best.Set.Id} is the only known label set with the values {Listed(places.Values)}.", ordered);
        }

        var isCertain = best.Score.Tested >= LeastRelations && best.Score.KeptFraction >= Kept
            && scored.Skip(1).All(c => c.Score.Tested >= LeastRelations && c.Score.KeptFraction < NearlyKept);
        return isCertain
            ? new(best.Set, $"{best.Set.Id} fits the anatomy ({best.Score.KeptCount} of {best.Score.Tested} relations); no other set with these values does.", ordered)
            : new(null, $"The meaning of the labels is ambiguous ({string.Join(", ", ordered.Select(s => s.Id))}); pass --label-set.", ordered);
    }

    /// <summary>Of sets that give all values the same names, the smallest: they say the same.</summary>
    static LabelSet[] Distinct(LabelSet[] sets, IReadOnlyCollection<ushort> values) =>
        [.. sets.GroupBy(s => string.Join('|', values.Select(v => s.Find(v)!.Name))).Select(g => g.MinBy(s => s.Labels.Length)!)];

    static string Listed(IReadOnlyCollection<ushort> values) =>
        values.Count <= 6 ? string.Join(", ", values) : $"{values.Min()} … {values.Max()}";
}
