using System.Globalization;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Analyses;

namespace DeepAnatomy.Sarcopenia.Tests.Analyses;

/// <summary>Provenance of the expected numbers: PROVENANCE.md beside the reference data (computed with nibabel and numpy from the same files).</summary>
public sealed class GoldenTests
{
    const double ToleranceCm2 = 0.05, ToleranceHu = 0.05;

    static readonly Lazy<Analysis> LazyReference = new(() => Run(new() { Sex = "M", AgeYears = 60, HeightM = 1.75, WeightKg = 80 }));

    static Analysis Reference => LazyReference.Value;

    [ReferenceDataFact]
    public void L3_is_measured_at_the_centroid_slice_of_its_mask_in_the_files_own_count()
    {
        Assert.True(Reference.IsMeasured);
        Assert.Equal(73, Reference.Level.FileSliceIndex);
        Assert.Equal(73, Reference.Level.SliceK);
        Assert.Equal((64, 79), (Reference.Level.BottomK, Reference.Level.TopK));
        Assert.Equal("k", Reference.Level.FileSliceAxis);
    }

    [ReferenceDataTheory]
    [InlineData("paravertebral", "CSA", 49.0)]
    [InlineData("paravertebral", "SMA", 45.3)]
    [InlineData("paravertebral", "IMAT", 3.78)]
    [InlineData("psoas", "CSA", 14.1)]
    [InlineData("psoas", "SMA", 13.7)]
    [InlineData("psoas", "IMAT", 0.45)]
    [InlineData("psoas", "PSOAS_AREA", 14.1)]
    public void Areas_at_L3_agree_with_the_reference(string group, string id, double cm2) =>
        Assert.InRange(Value(Reference, group, id), cm2 - ToleranceCm2, cm2 + ToleranceCm2);

    [ReferenceDataTheory]
    [InlineData("paravertebral", 17.2)]
    [InlineData("psoas", 32.7)]
    public void Attenuation_at_L3_agrees_with_the_reference(string group, double hu) =>
        Assert.InRange(Value(Reference, group, "SMRA"), hu - ToleranceHu, hu + ToleranceHu);

    [ReferenceDataFact]
    public void What_the_label_set_does_not_have_is_null_with_the_reason()
    {
        foreach (var row in Reference.Measurements.Where(m => m.Group is "skeletal_muscle" or "abdominal_wall" or "subcutaneous_fat" or "visceral_fat"))
        {
            Assert.Null(row.Value);
            Assert.False(string.IsNullOrWhiteSpace(row.Reason));
        }
    }

    [ReferenceDataFact]
    public void A_body_cut_off_by_the_image_withholds_the_waist_and_says_so()
    {
        Assert.Equal(QualityState.Fail, Reference.Quality.Single(q => q.Id == "fov-body").State);
        Assert.Null(Reference.Measurements.Single(m => m.Id == "WAIST").Value);
        Assert.Equal(QualityState.Pass, Reference.Quality.Single(q => q.Id == "fov-muscle").State);
    }

    [ReferenceDataFact]
    public void The_vertebrae_are_in_order_and_the_scale_is_hounsfield()
    {
        foreach (var id in new[] { "vertebra-numbering", "level-coverage", "hu-air", "hu-fat", "left-right", "label-encoding" })
        {
            Assert.Equal(QualityState.Pass, Reference.Quality.Single(q => q.Id == id).State);
        }
    }

    [ReferenceDataTheory]
    [InlineData("LPS")]
    [InlineData("SAL")]
    [InlineData("PIR")]
    public void The_axes_of_the_file_do_not_change_a_number(string axes)
    {
        var (scan, labels) = Files();
        var turned = Quantifier.Run(Request(scan with { Hu = scan.Hu.ToAxes(axes) }, labels with { Voxels = labels.Voxels.ToAxes(axes) }, Reference.Subject));
        Assert.Equal(Reference.Measurements, turned.Measurements.ToArray());
        Assert.Equal(Reference.Level.SliceK, turned.Level.SliceK);
        var slice = axes[axes.IndexOfAny(['S', 'I'])] == 'S' ? 73 : 111 - 73;
        Assert.Equal(slice, turned.Level.FileSliceIndex);
        Assert.Equal("ijk"[axes.IndexOfAny(['S', 'I'])].ToString(CultureInfo.InvariantCulture), turned.Level.FileSliceAxis);
    }

    internal static (CtScan Scan, Imaging.Labels.LabelMap Labels) Files() => (
        ImageFile.ReadCt(ReferenceData.Path("ct-abdomen/ct.nii.gz")),
        ImageFile.ReadLabelMap(ReferenceData.Path("ct-abdomen/labels_totalsegmentator_v1.nii.gz"), Imaging.Labels.LabelSets.Find("totalsegmentator-total-1")));

    static Analysis Run(SubjectRecord subject)
    {
        var (scan, labels) = Files();
        return Quantifier.Run(Request(scan, labels, subject));
    }

    static QuantificationRequest Request(CtScan scan, Imaging.Labels.LabelMap labels, SubjectRecord subject) => new() { Scan = scan, Labels = labels, LabelSource = "labels.nii.gz", Subject = subject };

    static double Value(Analysis analysis, string group, string id) =>
        analysis.Measurements.Single(m => m.Group == group && m.Id == id && m.Side == "both" && m.Level == "L3").Value!.Value;
}
