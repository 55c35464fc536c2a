using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Levels;
using DeepAnatomy.Sarcopenia.Tissues;
using DeepAnatomy.Tests;
using Xunit;

namespace DeepAnatomy.Sarcopenia.Tests.Tissues;

/// <summary>A real native CT against labels that a trained model made of it (see the reference data's PROVENANCE.md).</summary>
public sealed class ReferenceScanTests
{
    /// <summary>From the lower end of L4 to the upper end of L1 by the reference labels.</summary>
    const int LowestK = 56, HighestK = 102;

    static readonly Lazy<(Segmentation Found, LabelMap Organs, LabelMap Tissues)> Scan = new(() =>
    {
        var ct = ImageFile.ReadCt(ReferenceData.Path("ct-abdomen/ct.nii.gz")).Hu.ToAxes();
        var spine = SpineFinder.Find(ct).Spine!;
        return (TissueSegmenter.Segment(ct, spine), Labels("labels_totalsegmentator_v1.nii.gz"), Labels("tissues_k97-111.nii.gz"));
    });

    [ReferenceDataFact]
    public void The_paravertebral_muscles_overlap_with_the_autochthonous_ones()
    {
        var (found, organs, _) = Scan.Value;

        Assert.True(Dice.Of(found.Labels, [3], organs, [100], LowestK, HighestK) >= 0.87);
        Assert.True(Dice.Of(found.Labels, [4], organs, [101], LowestK, HighestK) >= 0.87);
        Assert.True(Dice.Of(found.Labels, [3, 4], organs, [100, 101], LowestK, HighestK) >= 0.88);
    }

    [ReferenceDataFact]
    public void The_psoas_overlaps_with_the_iliopsoas_above_the_pelvis()
    {
        var (found, organs, _) = Scan.Value;

        Assert.True(Dice.Of(found.Labels, [5], organs, [102], LowestK, HighestK) >= 0.80);
        Assert.True(Dice.Of(found.Labels, [6], organs, [103], LowestK, HighestK) >= 0.80);
    }

    [ReferenceDataFact]
    public void Every_lumbar_vertebra_overlaps_with_its_own()
    {
        var (found, organs, _) = Scan.Value;
        for (ushort n = 1; n <= 4; n++)
        {
            Assert.True(Dice.Of(found.Labels, [(ushort)(20 + n)], organs, [(ushort)(23 - n)], 0, organs.Shape.K - 1) >= 0.75, $"L{n}");
        }
    }

    [ReferenceDataFact]
    public void Fat_and_muscle_of_the_upper_abdomen_overlap_with_the_reference()
    {
        var (found, _, tissues) = Scan.Value;

        Assert.True(Dice.Of(found.Labels, [11], tissues, [1], 97, 111) >= 0.92);
        Assert.True(Dice.Of(found.Labels, [12], tissues, [2], 97, 111) >= 0.80);
        Assert.True(Dice.Of(found.Labels, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], tissues, [3], 97, 111) >= 0.75);
    }

    static LabelMap Labels(string name)
    {
        var map = ImageFile.ReadLabelMap(ReferenceData.Path("ct-abdomen/" + name));
        return map with { Voxels = map.Voxels.ToAxes() };
    }
}
