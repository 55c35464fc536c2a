using System.Diagnostics;
using DeepAnatomy.Imaging.Dicom;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Tests.Dicom;

/// <summary>The real files, with dcm2niix (Debian) as the judge of geometry and voxels.</summary>
public sealed class DicomPeerTests
{
    [ReferenceDataFact]
    public void Spacing_of_the_jpeg_2000_series_comes_from_positions()
    {
        var scan = DicomImage.ReadCt(ReferenceData.Path("ct-dicom-j2k"));
        Assert.Equal(new Shape(512, 512, 20), scan.Hu.Shape);
        Assert.Equal(2.0, scan.Hu.Grid.Spacing.KMm, 9);
        Assert.Equal(3, scan.Facts.SliceThicknessMm);
    }

    [ReferenceDataFact]
    public void The_folder_with_segmentations_and_reports_reads_with_its_three_slices()
    {
        var scan = DicomImage.ReadCt(ReferenceData.Path("dicom-seg"));
        Assert.Equal(3, scan.Hu.Shape.K);
        Assert.Equal(1.0, scan.Hu.Grid.Spacing.KMm, 6);
        Assert.Equal(2, DicomFolder.Scan(ReferenceData.Path("dicom-seg")).Objects.Length);
    }

    [ReferenceDataFact]
    public void Six_transfer_syntaxes_decode_to_the_same_hu()
    {
        var hashes = Directory.GetFiles(ReferenceData.Path("dicom-syntaxes"), "*.dcm").Select(f => DicomImage.ReadCt(f).Sha256).ToList();
        Assert.Equal(6, hashes.Count);
        Assert.Single(hashes.Distinct());
    }

    [ReferenceDataFact]
    public void Many_threads_decode_as_one()
    {
        var catalogue = DicomFolder.Scan(ReferenceData.Path("ct-dicom-j2k"));
        var together = DicomSeriesReader.Read(catalogue.Series[0]);
        for (var k = 0; k < 20; k += 6)
        {
            var file = catalogue.Series[0].Stack!.Places[k].Frames[0].Pixels.Path;
            Assert.True(together.Hu.Slice(k).SequenceEqual(DicomImage.ReadCt(file).Hu.Voxels));
        }
    }

    [ReferenceDataTheory]
    [InlineData("ct-dicom-j2k")]
    [InlineData("dicom-seg")]
    [InlineData("dicom-syntaxes/ct_1.2.840.10008.1.2.dcm")]
    [InlineData("dicom-syntaxes/ct_1.2.840.10008.1.2.2.dcm")]
    [InlineData("dicom-syntaxes/ct_1.2.840.10008.1.2.4.70.dcm")]
    public void Dcm2niix_agrees_on_geometry_and_voxels(string relative)
    {
        if (!File.Exists("/usr/bin/dcm2niix"))
        {
            return;
        }

        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("in"));
        var path = ReferenceData.Path(relative);
        foreach (var file in File.Exists(path) ? [path] : Directory.GetFiles(path).Where(f => !f.Contains("liver", StringComparison.Ordinal) && !f.Contains("partial", StringComparison.Ordinal) && !f.Contains("seg.nrrd", StringComparison.Ordinal)))
        {
            File.Copy(file, folder.File("in/" + System.IO.Path.GetFileName(file)));
        }

        using (var peer = Process.Start(new ProcessStartInfo("/usr/bin/dcm2niix", ["-z", "n", "-b", "n", "-f", "peer", "-o", folder.Path, folder.File("in")]) { RedirectStandardOutput = true })!)
        {
            peer.StandardOutput.ReadToEnd();
            peer.WaitForExit();
        }

        var expected = ImageFile.ReadCt(Assert.Single(Directory.GetFiles(folder.Path, "*.nii"))).Hu.ToAxes();
        var actual = DicomImage.ReadCt(folder.File("in")).Hu.ToAxes();

        Assert.True(actual.Grid.IsSameAs(expected.Grid, 0.01), $"{actual.Grid} {actual.Grid.Origin} / {expected.Grid} {expected.Grid.Origin}");
        for (var n = 0; n < actual.Shape.Count; n++)
        {
            // dcm2niix keeps the padding value; here it is air.
            if (expected.Voxels[n] != actual.Voxels[n] && !(actual.Voxels[n] == -1024 && expected.Voxels[n] < -1024))
            {
                Assert.Fail($"voxel {n}: {actual.Voxels[n]} where dcm2niix has {expected.Voxels[n]}");
            }
        }
    }
}
