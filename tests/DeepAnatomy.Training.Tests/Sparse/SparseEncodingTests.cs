using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Training.Datasets;
using DeepAnatomy.Training.Sparse;

namespace DeepAnatomy.Training.Tests.Sparse;

public sealed class SparseEncodingTests : IDisposable
{
    const byte Undefined = VoxelCode.Undefined;
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static byte[] Encode(Shape shape, ushort[] values, SparseSettings? settings = null, params int[] complete)
    {
        List<string> problems = [];
        var scheme = ClassScheme.Build(SmallPatients.Set, [], problems)!;
        var map = Volume<ushort>.Adopt(new Grid(shape, new(1, 1, 1)), values);
        return SparseEncoding.Encode(map, scheme, settings ?? new(), complete).Voxels.ToArray();
    }

    [Fact]
    public void Complete_slices_turn_undefined_into_background()
    {
        ushort[] values = [5, 40, 0, 40, 40, 6];
        Assert.Equal([1, Undefined, 0, 0, 0, 2], Encode(new(3, 1, 2), values, null, 1));
        Assert.Equal([1, Undefined, 0, Undefined, Undefined, 2], Encode(new(3, 1, 2), values, new() { CompleteSlices = SliceCompletion.Never }, 1));
        Assert.Equal([1, 0, 0, 0, 0, 2], Encode(new(3, 1, 2), values, new() { CompleteSlices = SliceCompletion.Annotated }));
    }

    [Fact]
    public void Empty_slices_are_undefined_when_wanted_unless_marked_complete()
    {
        ushort[] values = [0, 0, 5, 0, 0, 0];
        var settings = new SparseSettings { EmptySlicesAreUndefined = true };
        Assert.Equal([Undefined, Undefined, 1, 0, 0, 0], Encode(new(2, 1, 3), values, settings, 2));
        Assert.Equal([0, 0, 1, 0, 0, 0], Encode(new(2, 1, 3), values));
    }

    [Fact]
    public void Uncertain_voxels_take_the_structure_they_touch_ring_by_ring()
    {
        byte u1 = VoxelCode.Uncertain(1), u2 = VoxelCode.Uncertain(2);
        Assert.Equal([1, u1, u1, u2, 2, Undefined, VoxelCode.UncertainWithoutGuess], Encode(new(7, 1, 1), [5, 41, 41, 41, 6, 40, 41]));
        // Neighbours in memory across the end of a row are no neighbours.
        Assert.Equal([0, 1, VoxelCode.UncertainWithoutGuess, 0], Encode(new(2, 2, 1), [0, 5, 41, 0]));
    }

    [Fact]
    public void Unknown_values_are_refused_and_not_guessed() => Assert.Contains("77", Assert.Throws<ArgumentException>(() => Encode(new(1, 1, 1), [77])).Message);

    [Theory]
    [InlineData(UncertainPolicy.Ignore, 0f, 1f)]
    [InlineData(UncertainPolicy.DownWeight, 0.25f, 1f)]
    [InlineData(UncertainPolicy.Soft, 0.25f, 0.75f)]
    public void The_policy_says_what_uncertain_voxels_are_worth(UncertainPolicy policy, float weight, float probability)
    {
        var table = new TargetTable(new() { Uncertain = policy, UncertainWeight = 0.25, SoftProbability = 0.75 });
        byte[] codes = [0, 2, VoxelCode.Uncertain(2), VoxelCode.UncertainWithoutGuess, Undefined, 126];
        var (labels, weights, probabilities) = (new byte[6], new float[6], new float[6]);
        var counted = table.Translate(codes, labels, weights, probabilities);
        Assert.Equal([1, 1, weight, 0, 0, 0], weights);
        Assert.Equal([1, 1, probability], probabilities[..3]);
        Assert.Equal([0, 2], labels[..2]);
        Assert.Equal(0, labels[4]);
        Assert.Equal(weight > 0 ? 3 : 2, counted);
    }

    [Fact]
    public void Complete_slices_are_stored_beside_the_labels()
    {
        var labels = folder["a.nii.gz"];
        Assert.Empty(CompleteSlices.Read(labels, 9));
        CompleteSlices.Write(labels, [7, 2, 7]);
        Assert.Equal([2, 7], CompleteSlices.Read(labels, 9));
        Assert.Throws<UnreadableImageException>(() => CompleteSlices.Read(labels, 7));
        foreach (var damaged in new[] { "", "{}", "[]", "{\"completeSlices\": [1.5]}", "{\"completeSlices\": \"x\"}" })
        {
            File.WriteAllText(CompleteSlices.PathOf(labels), damaged);
            Assert.Throws<UnreadableImageException>(() => CompleteSlices.Read(labels, 9));
        }
    }
}
