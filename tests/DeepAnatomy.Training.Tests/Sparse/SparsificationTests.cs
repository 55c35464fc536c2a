using DeepAnatomy.Training.Sparse;

namespace DeepAnatomy.Training.Tests.Sparse;

public class SparsificationTests
{
    static readonly Imaging.Volumes.Volume<ushort> Dense = SmallPatients.Volume(SmallPatients.LabelAt);

    [Theory]
    [InlineData(0.0, 1)]
    [InlineData(0.4, 2)]
    [InlineData(1.0, 5)]
    public void Kept_slices_are_whole_and_the_others_undefined(double share, int expected)
    {
        for (var seed = 0ul; seed < 10; seed++)
        {
            var sparse = Sparsification.KeepSlices(Dense, share, SmallPatients.Undefined, seed);
            var kept = Enumerable.Range(0, Dense.Shape.K).Where(k => !sparse.Slice(k).ContainsAnyExcept(SmallPatients.Undefined) is false).ToArray();
            Assert.Equal(expected, kept.Length);
            Assert.All(kept, k => Assert.Equal(Dense.Slice(k).ToArray(), sparse.Slice(k).ToArray()));
            Assert.DoesNotContain(5, kept);
        }
    }

    [Fact]
    public void Scribbles_are_few_true_and_touch_every_structure_and_its_outside()
    {
        var sparse = Sparsification.KeepScribbles(Dense, 2, SmallPatients.Undefined, 3);
        var drawn = Enumerable.Range(0, Dense.Shape.Count).Where(n => sparse.Voxels[n] != SmallPatients.Undefined).ToArray();
        Assert.All(drawn, n => Assert.Equal(Dense.Voxels[n], sparse.Voxels[n]));
        Assert.Equal(2, drawn.Select(n => n / Dense.Shape.SliceCount).Distinct().Count());
        Assert.InRange(drawn.Length, 2 * 40, 2 * 130);
        Assert.Equal(new ushort[] { 0, SmallPatients.Left, SmallPatients.Right }, drawn.Select(n => sparse.Voxels[n]).Distinct().Order());
        Assert.NotEqual(sparse.Voxels.ToArray(), Sparsification.KeepScribbles(Dense, 2, SmallPatients.Undefined, 4).Voxels.ToArray());
    }
}
