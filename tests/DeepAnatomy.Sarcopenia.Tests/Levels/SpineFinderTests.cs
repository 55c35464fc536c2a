using DeepAnatomy.Imaging.Dicom;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Phantoms;
using DeepAnatomy.Imaging.Resampling;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Levels;
using DeepAnatomy.Tests;
using Xunit;

namespace DeepAnatomy.Sarcopenia.Tests.Levels;

/// <summary>SEMANTICS.md L1–L10 on a real scan, its parts, and synthetic ones.</summary>
public sealed class SpineFinderTests
{
    // Physical centroids of the vertebra masks, slices of 3 mm (made by TotalSegmentator, see PROVENANCE.md of the reference data).
    static readonly (string Name, double K)[] Reference = [("L5", 50.6), ("L4", 61.3), ("L3", 73.3), ("L2", 84.8), ("L1", 96.1)];

    /// <summary>A mask's centroid, processes included, and the centre of the body differ by up to 6 mm.</summary>
    const double ToleranceMm = 8;

    static readonly Lazy<Volume<short>> Abdomen = new(() => ImageFile.ReadCt(ReferenceData.Path("ct-abdomen/ct.nii.gz")).Hu.ToAxes());

    [ReferenceDataFact]
    public void Every_lumbar_vertebra_of_a_real_scan_is_found_and_named()
    {
        var spine = SpineFinder.Find(Abdomen.Value).Spine!;
        foreach (var (name, k) in Reference)
        {
            Assert.InRange((spine.Find(name)!.CentreK - k) * 3, -ToleranceMm, ToleranceMm);
        }

        var level = LevelFinder.FromSpine(spine);
        Assert.InRange((level.SliceK!.Value - 73.3) * 3, -5, 5);
        Assert.True(level.Confidence > 0.9);
        Assert.False(spine.AnchorsDisagree);
        Assert.Contains(spine.Explanation!.Anchors, a => a.Id == "ribs");
        Assert.Equal(spine.Vertebrae.Length, spine.Explanation.SagittalCentres.Length);
    }

    [ReferenceDataTheory]
    [InlineData(57, 111)]
    [InlineData(0, 100)]
    [InlineData(45, 111)]
    public void A_part_of_the_scan_that_shows_one_anchor_has_the_same_level(int fromK, int toK)
    {
        var level = LevelFinder.FromSpine(SpineFinder.Find(Part(fromK, toK)));
        Assert.InRange((level.SliceK!.Value + fromK - 73.3) * 3, -6, 6);
    }

    [ReferenceDataTheory]
    [InlineData(87, 111)]
    [InlineData(0, 60)]
    [InlineData(0, 45)]
    [InlineData(0, 25)]
    public void A_part_of_the_scan_without_L3_gives_no_slice_but_a_reason(int fromK, int toK)
    {
        var level = LevelFinder.FromSpine(SpineFinder.Find(Part(fromK, toK)));
        Assert.Null(level.SliceK);
        Assert.Contains("L3", level.Reason, StringComparison.Ordinal);
    }

    [ReferenceDataFact]
    public void A_thoracic_DICOM_series_with_arms_and_contrast_has_no_L3()
    {
        var catalogue = DicomFolder.Scan(ReferenceData.Path("ct-dicom-j2k"));
        var search = SpineFinder.Find(DicomSeriesReader.Read(catalogue.Series[0]).Hu.ToAxes());
        var level = LevelFinder.FromSpine(search);
        Assert.NotNull(search.Spine);
        Assert.Null(level.SliceK);
        Assert.StartsWith("L3 is not in the scan", level.Reason, StringComparison.Ordinal);
        Assert.True(level.Confidence > 0.9);
    }

    [ReferenceDataFact]
    public void Three_vertebrae_without_any_anchor_are_not_guessed()
    {
        var level = LevelFinder.FromSpine(SpineFinder.Find(Part(55, 91)));
        Assert.Null(level.SliceK);
        Assert.Contains("cannot be told", level.Reason, StringComparison.Ordinal);
    }

    [ReferenceDataTheory]
    [InlineData(1.5, 1.5)]
    [InlineData(0.9, 5)]
    public void The_spacing_does_not_move_the_level(double pixelMm, double sliceMm)
    {
        var scan = Resampler.ToSpacing(Abdomen.Value, new Spacing(pixelMm, pixelMm, sliceMm), Interpolation.Linear, (short)-1024);
        var level = LevelFinder.FromSpine(SpineFinder.Find(scan));
        var z = scan.Grid.ToPatient(0, 0, level.SliceK!.Value).ZMm;
        Assert.InRange(z - Abdomen.Value.Grid.ToPatient(0, 0, 73.3).ZMm, -7, 7);
    }

    [ReferenceDataFact]
    public void Cutting_off_one_side_does_not_move_the_level()
    {
        var shape = Abdomen.Value.Shape;
        var scan = Resampler.Crop(Abdomen.Value, (30, 0, 0), new Shape(shape.I - 30, shape.J, shape.K), (short)-1024);
        Assert.InRange((LevelFinder.FromSpine(SpineFinder.Find(scan)).SliceK!.Value - 73.3) * 3, -6, 6);
    }

    [Theory]
    [InlineData(1, PhantomSex.Female, 19, 3, 10)]
    [InlineData(2, PhantomSex.Male, 36, 5, -12)]
    public void The_level_of_a_phantom_is_within_half_a_vertebra(int seed, PhantomSex sex, double bmi, double sliceMm, double scoliosisMm)
    {
        var subject = new PhantomSubject { AnatomySeed = (ulong)seed, Sex = sex, Bmi = bmi, HeightM = sex == PhantomSex.Male ? 1.82 : 1.58, MuscleCm2 = sex == PhantomSex.Male ? 170 : 95, SubcutaneousFatCm2 = (bmi * 12) - 150, VisceralFatCm2 = (bmi * 7) - 80, ScoliosisMm = scoliosisMm };
        var phantom = Phantom.Create(new(subject, new PhantomProtocol { PixelMm = 1.5, SliceMm = sliceMm, NoiseHu = 20 }));
        var level = LevelFinder.FromSpine(SpineFinder.Find(phantom.Hu));
        Assert.InRange((level.SliceK!.Value - phantom.L3SliceK!.Value) * sliceMm, -10, 10);
        Assert.True(level.Confidence > 0.8);
    }

    [Theory]
    [Trait("Speed", "long")]
    [InlineData(6)]
    public void Six_lumbar_vertebrae_make_the_numbering_uncertain(int count)
    {
        var phantom = Phantom.Create(new(new PhantomSubject { LumbarVertebrae = count }, new PhantomProtocol { PixelMm = 1.5, SliceMm = 3 }));
        var spine = SpineFinder.Find(phantom.Hu).Spine!;
        var level = LevelFinder.FromSpine(spine);
        Assert.True(spine.AnchorsDisagree);
        Assert.True(level.Confidence <= 0.5);
        Assert.Contains("uncertain", level.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_without_a_spine_gives_a_reason_and_no_exception()
    {
        foreach (var hu in new short[] { -1000, 40, 1000 })
        {
            foreach (var shape in new[] { new Shape(1, 1, 1), new Shape(64, 64, 1), new Shape(80, 80, 40) })
            {
                var voxels = new short[shape.Count];
                voxels.AsSpan().Fill(hu);
                var search = SpineFinder.Find(Volume<short>.Adopt(new Grid(shape, new Spacing(3, 3, 3)), voxels));
                Assert.Null(search.Spine);
                Assert.Null(LevelFinder.FromSpine(search).SliceK);
                Assert.NotEmpty(search.Reason);
            }
        }
    }

    [Fact]
    public void Axes_that_are_not_canonical_are_refused()
    {
        var grid = new Grid(new Shape(4, 4, 4), new Spacing(1, 1, 1), default, new Orientation(new(-1, 0, 0), new(0, 1, 0), new(0, 0, 1)));
        Assert.Throws<ArgumentException>(() => SpineFinder.Find(Volume<short>.Adopt(grid, new short[64])));
    }

    static Volume<short> Part(int fromK, int toK)
    {
        var shape = Abdomen.Value.Shape;
        return Resampler.Crop(Abdomen.Value, (0, 0, fromK), new Shape(shape.I, shape.J, toK - fromK + 1), (short)-1024);
    }
}
