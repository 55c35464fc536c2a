using DeepAnatomy.Evaluation.Calibration;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Evaluation.Tests.Calibration;

public class ProbabilityCaseTests
{
    static readonly Grid Grid = new(new Shape(40, 4, 1), new Spacing(1, 1, 1));

    [Fact]
    public void Only_voxels_near_the_structure_count()
    {
        var (p, t) = (new float[160], new byte[160]);
        (p[0], t[0]) = (1, 1);
        var result = ProbabilityCase.Of(Volume<float>.Adopt(Grid, p), Volume<byte>.Adopt(Grid, t));
        Assert.InRange(result.Voxels, 40, 44);
        Assert.Equal(0, result.Brier);
    }

    [Fact]
    public void Doubt_where_it_is_wrong_is_found()
    {
        var (p, t) = (new float[160], new byte[160]);
        for (var n = 0; n < 160; n++)
        {
            t[n] = (byte)(n % 2);
            p[n] = n % 10 == 0 ? 0.6f : n % 2;
        }

        Assert.Equal(1, ProbabilityCase.Of(Volume<float>.Adopt(Grid, p), Volume<byte>.Adopt(Grid, t)).UncertaintyErrorAuroc);

        // 0.6 has an entropy of 0.97 bits: all of these 16 voxels are uncertain and wrong, and no others are either.
        Assert.Equal(1, ProbabilityCase.Of(Volume<float>.Adopt(Grid, p), Volume<byte>.Adopt(Grid, t)).UncertaintyErrorOverlap);
    }

    [Theory]
    [InlineData(1.01f)]
    [InlineData(-0.5f)]
    [InlineData(float.NaN)]
    public void A_probability_outside_0_to_1_is_refused_by_its_place(float bad)
    {
        var p = new float[160];
        p[45] = bad;
        var e = Assert.Throws<ArgumentException>(() => ProbabilityCase.Of(Volume<float>.Adopt(Grid, p), Volume<byte>.Adopt(Grid, new byte[160])));
        Assert.Contains("(5, 1, 0)", e.Message);
    }
}
