using System.Collections.Immutable;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Analyses;

namespace DeepAnatomy.Sarcopenia.Composition;

/// <summary>The numbers slice by slice, and the histogram of muscle at the level, for the pictures of a report.</summary>
static class Profiles
{
    const int FirstHu = -200, BinHu = 5, Bins = 90;

    /// <summary>One row per slice of the canonical grid, from foot to head; empty when every number is withheld.</summary>
    public static ImmutableArray<SliceProfileRow> Of(RegionSet regions, Grid grid, Func<int, int> toFile, Withholding withheld)
    {
        if (withheld.Reason(Withheld.Ranges) is not null && withheld.Reason(Withheld.Level) is not null)
        {
            return [];
        }

        var rows = ImmutableArray.CreateBuilder<SliceProfileRow>(grid.Shape.K);
        var groups = regions.Muscles.Where(m => m is { Side: "both", IsAvailable: true }).ToArray();
        var whole = groups.FirstOrDefault(g => g.Group == "skeletal_muscle");
        for (var k = 0; k < grid.Shape.K; k++)
        {
            double? Cm2(Region region, HuWindow window) => region.IsAvailable && region.Of(k, k, null).Count > 0 ? region.Of(k, k, window).Count * grid.Spacing.PixelMm2 / 100 : null;
            var zMm = SliceNumbers.ZMm(grid, k);
            var muscle = whole is null ? null : Cm2(whole, HuWindows.Muscle);
            double? fat = whole is null || muscle is null ? null : Cm2(whole, HuWindows.Fat) + (Cm2(regions.Intermuscular, HuWindows.Fat) ?? 0);
            rows.Add(new(k, zMm, VertebraAt(regions.Vertebrae, k), muscle, muscle is null ? null : whole!.Of(k, k, HuWindows.Muscle).MeanHu, fat, Cm2(regions.Subcutaneous, HuWindows.Fat), Cm2(regions.Visceral, HuWindows.VisceralFatAlberta))
            {
                FileSliceIndex = toFile(k),
                Groups = [.. groups.Where(g => g.Of(k, k, null).Count > 0).Select(g => new GroupSlice(g.Group, Cm2(g, HuWindows.Muscle)!.Value, g.Of(k, k, HuWindows.Muscle).MeanHu, Cm2(g, HuWindows.Fat)!.Value))],
            });
        }

        return rows.ToImmutable();
    }

    /// <summary>HU of the muscle compartment over the level's slices, −200 … 249 HU in bins of 5; null without a level or muscle.</summary>
    public static HuHistogram? HistogramOf(RegionSet regions, SliceTable table, Volume<short> hu, LabelMap labels, SliceSelection at, Withholding withheld)
    {
        var whole = regions.Muscles.FirstOrDefault(m => m is { Group: "skeletal_muscle", Side: "both", IsAvailable: true }) ?? regions.AllMuscle;
        if (at.Reason is not null || withheld.Reason(Withheld.Muscle, whole.Group) is not null || whole.Of(at.FirstK, at.LastK, null).Count == 0)
        {
            return null;
        }

        var wanted = new bool[ushort.MaxValue + 1];
        foreach (var column in whole.Columns)
        {
            wanted[table.Values[column]] = true;
        }

        var counts = new int[Bins];
        for (var k = at.FirstK; k <= at.LastK; k++)
        {
            var values = hu.Slice(k);
            var names = labels.Voxels.Slice(k);
            for (var p = 0; p < values.Length; p++)
            {
                if (wanted[names[p]] && values[p] is >= FirstHu and < FirstHu + (BinHu * Bins))
                {
                    counts[(values[p] - FirstHu) / BinHu]++;
                }
            }
        }

        return new(FirstHu, BinHu, [.. counts]) { Group = whole.Group };
    }

    static string? VertebraAt(ImmutableArray<VertebraSpan> vertebrae, int k) =>
        vertebrae.Where(v => v.FirstK <= k && k <= v.LastK).OrderBy(v => Math.Abs(v.MeanK - k)).FirstOrDefault()?.Name;
}
