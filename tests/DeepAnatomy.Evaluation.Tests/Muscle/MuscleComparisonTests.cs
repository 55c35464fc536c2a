using DeepAnatomy.Evaluation.Muscle;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Evaluation.Tests.Muscle;

public class MuscleComparisonTests
{
    static readonly Grid Grid = new(new Shape(10, 10, 2), new Spacing(2, 2, 5));

    [Fact]
    public void Area_index_attenuation_and_fat_follow_the_windows()
    {
        var hu = new short[200];
        hu.AsSpan().Fill(40);
        (hu[100], hu[101], hu[102], hu[103]) = (-30, -191, 151, -29);
        var (reference, prediction) = (new ushort[200], new ushort[200]);
        reference.AsSpan(100, 20).Fill(7);
        prediction.AsSpan(100, 30).Fill(8);
        var c = MuscleComparison.Of(Volume<short>.Adopt(Grid, hu), Volume<ushort>.Adopt(Grid, prediction), Volume<ushort>.Adopt(Grid, reference), [7, 8], 1, heightM: 2);
        Assert.Equal(17 * 0.04, c.Reference.SmaCm2, 12);
        Assert.Equal(10 * 0.04, c.SmaErrorCm2, 12);
        Assert.Equal(10 * 0.04 / 4, c.SmiErrorCm2PerM2!.Value, 12);
        Assert.Equal(((16 * 40) - 29) / 17.0, c.Reference.SmraHu!.Value, 12);
        Assert.Equal(100.0 / 18, c.Reference.ImatPercent!.Value, 12);
    }

    [Fact]
    public void A_slice_without_muscle_has_no_attenuation_and_no_percentage()
    {
        var empty = Volume<ushort>.Adopt(Grid, new ushort[200]);
        var c = MuscleComparison.Of(Volume<short>.Adopt(Grid, new short[200]), empty, empty, [1], 0);
        Assert.Equal((0.0, null, null, null), (c.SmaErrorCm2, c.SmaErrorPercent, c.SmraErrorHu, c.ImatErrorPercent));
    }
}
