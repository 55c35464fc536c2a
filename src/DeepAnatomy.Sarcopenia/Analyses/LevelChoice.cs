using System.Collections.Immutable;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Sarcopenia.Composition;
using DeepAnatomy.Sarcopenia.Levels;

namespace DeepAnatomy.Sarcopenia.Analyses;

/// <summary>Turns a request into a slice: a given one, a found one, or the centroid slice of the vertebra's mask (SEMANTICS.md of Composition, S12).</summary>
static class LevelChoice
{
    public static LevelFinding Of(LevelRequest request, LabelMap canonical, ImmutableArray<VertebraSpan> vertebrae, SliceNumbers numbers)
    {
        if (request.Finding is { } finding)
        {
            return finding;
        }

        return request.FileSliceIndex is { } slice ? Given(slice, request.Name, vertebrae, numbers) : LevelFinder.FromLabels(canonical, request.Name!);
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

    static LevelFinding WithExtent(LevelFinding level, ImmutableArray<VertebraSpan> vertebrae) =>
        vertebrae.FirstOrDefault(v => v.Name == level.Name) is { } vertebra ? level with { BottomK = vertebra.FirstK, TopK = vertebra.LastK } : level;
}
