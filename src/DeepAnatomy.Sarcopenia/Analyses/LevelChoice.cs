using System.Collections.Immutable;
using DeepAnatomy.Sarcopenia.Composition;
using DeepAnatomy.Sarcopenia.Levels;

namespace DeepAnatomy.Sarcopenia.Analyses;

/// <summary>Turns a request into a slice: a given one, a found one, or the centroid slice of the vertebra's mask (SEMANTICS.md of Composition, S12).</summary>
static class LevelChoice
{
    public static LevelFinding Of(LevelRequest request, ImmutableArray<VertebraSpan> vertebrae, SliceNumbers numbers)
    {
        if (request.Finding is { } finding)
        {
            return finding;
        }

        return request.FileSliceIndex is { } slice ? Given(slice, request.Name, vertebrae, numbers) : FromMask(request.Name!, vertebrae);
    }

    static LevelFinding Given(int fileSlice, string? name, ImmutableArray<VertebraSpan> vertebrae, SliceNumbers numbers)
    {
        if (fileSlice < 0 || fileSlice >= numbers.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(fileSlice), fileSlice, $"Slice {fileSlice} is outside the scan, which has slices 0 to {numbers.Count - 1} along {numbers.Axis}.");
        }

        var k = numbers.Swap(fileSlice);
        var rule = $"slice {fileSlice} given by the user";
        var inside = vertebrae.Where(v => v.FirstK <= k && k <= v.LastK).OrderBy(v => Math.Abs(v.MeanK - k)).FirstOrDefault();
        return (name, inside) switch
        {
            ({ } said, _) => WithExtent(new(said, k, rule, 1, "The user gave slice and level."), vertebrae),
            (null, { } vertebra) => WithExtent(new(vertebra.Name, k, rule, 1, $"The user gave the slice; it lies in the mask of {vertebra.Name}."), vertebrae),
            _ => new($"slice {fileSlice}", k, rule, 1, "The user gave the slice; which level it is, is not known."),
        };
    }

    static LevelFinding FromMask(string name, ImmutableArray<VertebraSpan> vertebrae)
    {
        var rule = $"centroid of the {name} mask";
        if (vertebrae.FirstOrDefault(v => v.Name == name) is not { } vertebra)
        {
            var known = vertebrae.IsEmpty ? "it has no vertebrae" : $"it has {string.Join(", ", vertebrae.Reverse().Select(v => v.Name))}";
            return new(name, null, rule, 0, $"the label map has no vertebra {name} ({known})");
        }

        // Half a slice rounds towards the head, on the canonical grid: the same slice whatever the file's axes are.
        var k = (int)Math.Floor(vertebra.MeanK + 0.5);
        return WithExtent(new(name, k, rule, 1, FormattableString.Invariant($"The mask of {name} has its centroid at slice {vertebra.MeanK:0.0} of the canonical grid.")), vertebrae);
    }

    static LevelFinding WithExtent(LevelFinding level, ImmutableArray<VertebraSpan> vertebrae) =>
        vertebrae.FirstOrDefault(v => v.Name == level.Name) is { } vertebra ? level with { BottomK = vertebra.FirstK, TopK = vertebra.LastK } : level;
}
