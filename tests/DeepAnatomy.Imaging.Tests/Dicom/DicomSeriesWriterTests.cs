using CsCheck;
using DeepAnatomy.Imaging.Dicom;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Tests.Dicom;

public sealed class DicomSeriesWriterTests
{
    [Fact]
    public void A_written_series_reads_back_with_the_same_place_and_hu() =>
        (from shape in TestVolumes.AnyShape.Where(s => s.K > 1)
         from spacing in TestVolumes.AnySpacing
         from angle in Gen.Double[-0.6, 0.6]
         from flip in Gen.Bool
         from seed in Gen.Int[0, 99]
         select (shape, spacing, angle, flip, seed)).Sample(
            c =>
            {
                double cos = Math.Cos(c.angle), sin = Math.Sin(c.angle);
                var orientation = new Orientation(new(cos, sin, 0), new(-sin, cos, 0), new(0, 0, c.flip ? -1 : 1));
                var voxels = new short[c.shape.Count];
                for (var n = 0; n < voxels.Length; n++)
                {
                    voxels[n] = (short)(((n * 37) + (c.seed * 11)) % 3000 - 1024);
                }

                var hu = Volume<short>.Adopt(new Grid(c.shape, c.spacing, new(-13.25, 7.5, 120), orientation), voxels);
                using var folder = new TemporaryFolder();
                DicomSeriesWriter.Write(hu, AcquisitionFacts.None with { Sex = "F", AgeYears = 71, WeightKg = 60.5 }, folder.Path);
                var scan = DicomImage.ReadCt(folder.Path);
                Assert.Equal((71, "F", 60.5), (scan.Facts.AgeYears, scan.Facts.Sex, scan.Facts.WeightKg));

                var (a, b) = (hu.ToAxes(), scan.Hu.ToAxes());
                Assert.True(a.Grid.IsSameAs(b.Grid, 1e-3), $"{a.Grid} {b.Grid}");
                Assert.True(a.Voxels.SequenceEqual(b.Voxels));
            }, iter: 25, threads: 1);
}
