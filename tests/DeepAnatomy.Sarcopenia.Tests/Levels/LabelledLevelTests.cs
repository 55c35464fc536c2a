using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Levels;
using DeepAnatomy.Tests;
using Xunit;

namespace DeepAnatomy.Sarcopenia.Tests.Levels;

/// <summary>SEMANTICS.md L11, L12.</summary>
public sealed class LabelledLevelTests
{
    static readonly LabelSet Set = new("test-1", [new(1, "vertebrae_L2"), new(2, "vertebra_L3"), new(3, "L4"), new(4, "spleen")]);

    [Theory]
    [InlineData(LevelRule.Centroid, 3)]
    [InlineData(LevelRule.Median, 2)]
    [InlineData(LevelRule.MiddleOfExtent, 4)]
    [InlineData(LevelRule.LargestArea, 2)]
    public void Every_rule_picks_its_slice_of_the_mask(LevelRule rule, int slice)
    {
        // Slices 1 … 8 with 1, 9, 1, 1, 1, 1, 1, 1 voxels: mean 51 / 16 = 3.2, half of 16 is reached in slice 2.
        var map = Map(12, (2, 1, 1), (2, 2, 9), (2, 3, 1), (2, 4, 1), (2, 5, 1), (2, 6, 1), (2, 7, 1), (2, 8, 1), (1, 10, 3), (3, 0, 3));
        var finding = LevelFinder.FromLabels(map, "L3", rule);
        Assert.Equal((slice, 1, 8), (finding.SliceK, finding.BottomK, finding.TopK));
        Assert.Equal(1, finding.Confidence);
    }

    [Fact]
    public void A_label_map_without_the_level_says_what_it_has()
    {
        var finding = LevelFinder.FromLabels(Map(6, (1, 4, 2), (3, 1, 2), (4, 2, 2)));
        Assert.Null(finding.SliceK);
        Assert.Contains("L4, L2", finding.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Vertebrae_in_the_wrong_order_give_no_slice()
    {
        var finding = LevelFinder.FromLabels(Map(9, (1, 1, 4), (2, 4, 4), (3, 7, 4)));
        Assert.Null(finding.SliceK);
        Assert.Contains("mixed up", finding.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_vertebra_cut_by_the_end_of_the_scan_is_less_sure()
    {
        var finding = LevelFinder.FromLabels(Map(6, (2, 0, 4), (2, 1, 4), (1, 4, 2)));
        Assert.Equal(0.6, finding.Confidence);
        Assert.Contains("cut off", finding.Reason, StringComparison.Ordinal);
    }

    [ReferenceDataFact]
    public void The_reference_labels_of_a_real_scan_have_L3_at_slice_73()
    {
        var map = ImageFile.ReadLabels(ReferenceData.Path("ct-abdomen/labels_totalsegmentator_v1.nii.gz"), V1()).Map;
        var canonical = new LabelMap(map.Voxels.ToAxes(), map.Labels);
        var finding = LevelFinder.FromLabels(canonical);
        Assert.Equal((73, 64, 79, 1.0), (finding.SliceK, finding.BottomK, finding.TopK, finding.Confidence));
    }

    static LabelSet V1() => new("v1", [new(18, "vertebrae_L5"), new(19, "vertebrae_L4"), new(20, "vertebrae_L3"), new(21, "vertebrae_L2"), new(22, "vertebrae_L1")]);

    static LabelMap Map(int slices, params (ushort Value, int K, int Count)[] voxels)
    {
        var shape = new Shape(4, 4, slices);
        var data = new ushort[shape.Count];
        foreach (var (value, k, count) in voxels)
        {
            data.AsSpan(k * 16, count).Fill(value);
        }

        return new(Volume<ushort>.Adopt(new Grid(shape, new Spacing(2, 2, 5)), data), Set);
    }
}
