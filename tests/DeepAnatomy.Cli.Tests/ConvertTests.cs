using DeepAnatomy.Imaging.Dicom;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Tests;

namespace DeepAnatomy.Cli.Tests;

public class ConvertTests
{
    [Fact]
    public void Labels_go_to_a_DICOM_segmentation_and_back_unchanged()
    {
        using var folder = new TemporaryFolder();
        Phantoms.Small(folder);
        var truth = folder["patient-0001/truth.nii.gz"];
        CliRun.Of("convert", truth, folder["seg.dcm"], "--labels", "--algorithm", "manual").Succeeds();
        CliRun.Of("convert", folder["seg.dcm"], folder["back.nii.gz"], "--labels").Succeeds();

        var (before, after) = (ImageFile.ReadLabelMap(truth), ImageFile.ReadLabelMap(folder["back.nii.gz"]));
        Assert.True(before.Voxels.ToAxes("LPS").Voxels.SequenceEqual(after.Voxels.ToAxes("LPS").Voxels));
        Assert.True(before.Voxels.ToAxes("LPS").Grid.IsSameAs(after.Voxels.ToAxes("LPS").Grid, 0.001));
        Assert.Equal(before.Labels.Labels.Where(l => before.CountVoxels()[l.Value] > 0), after.Labels.Labels.Where(l => before.CountVoxels()[l.Value] > 0));
        Assert.All(DicomSegmentation.Read(folder["seg.dcm"]).Segments, s => Assert.Equal(SegmentAlgorithm.Manual, s.Algorithm));
    }

    [Fact]
    public void A_CT_goes_to_a_DICOM_series_and_back_unchanged()
    {
        using var folder = new TemporaryFolder();
        var ct = Phantoms.Small(folder);
        CliRun.Of("convert", ct, folder["series"], "--dicom").Succeeds();
        CliRun.Of("convert", folder["series"], folder["back.nii.gz"]).Succeeds();

        var (before, after) = (ImageFile.ReadCt(ct).Hu.ToAxes("LPS"), ImageFile.ReadCt(folder["back.nii.gz"]).Hu.ToAxes("LPS"));
        Assert.True(before.Voxels.SequenceEqual(after.Voxels));
        Assert.True(before.Grid.IsSameAs(after.Grid, 0.001));
        CliRun.Of("convert", ct, folder["series"], "--dicom").FailsWith(2, "not empty");
    }

    [Fact]
    public void Uses_of_DICOM_that_cannot_be_meant_end_in_one_line()
    {
        using var folder = new TemporaryFolder();
        var ct = Phantoms.Small(folder);
        var before = Directory.GetFileSystemEntries(folder.Path).Order().ToArray();
        CliRun.Of("convert", ct, folder["ct.dcm"]).FailsWith(2, "--dicom");
        CliRun.Of("convert", ct, folder["ct.nii.gz"], "--dicom").FailsWith(2, "give a folder");
        CliRun.Of("convert", ct, folder["x"], "--dicom", "--labels").FailsWith(2, "--labels");
        CliRun.Of("convert", ct, folder["x.nii.gz"], "--reference", ct).FailsWith(2, "--reference");
        CliRun.Of("convert", ct, folder["none/seg.dcm"], "--labels").FailsWith(2, "does not exist");
        Assert.Equal(before, Directory.GetFileSystemEntries(folder.Path).Order());
    }

    [ReferenceDataFact]
    public void A_label_map_of_another_scan_is_not_put_into_the_study_of_the_reference()
    {
        using var folder = new TemporaryFolder();
        var ct = Phantoms.Small(folder);
        CliRun.Of("convert", ReferenceData.Path("dicom-seg/liver.dcm"), folder["seg.dcm"], "--labels", "--reference", ct).FailsWith(2, "does not lie on the voxels");
        CliRun.Of("convert", ReferenceData.Path("dicom-seg/01.dcm"), folder["seg.nii.gz"], "--labels").FailsWith(2, "modality CT");
    }
}
