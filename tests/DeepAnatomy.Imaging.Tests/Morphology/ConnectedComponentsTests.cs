using CsCheck;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Morphology;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Tests.Morphology;

public sealed class ConnectedComponentsTests
{
    static readonly Gen<Connectivity> AnyConnectivity = Gen.Enum<Connectivity>();

    [Fact]
    public void Labels_equal_those_of_a_flood_fill_in_scan_order() =>
        Gen.Select(TestVolumes.AnyMask, AnyConnectivity).Sample(
            (mask, connectivity) =>
            {
                var found = ConnectedComponents.Label(mask, connectivity);
                var expected = Flood(mask, connectivity);
                Assert.Equal(expected, found.Labels.Voxels);
                Assert.Equal(expected.Max(), found.Count);
            },
            iter: 300);

    [Fact]
    public void Sizes_and_bounds_are_those_of_the_labels() =>
        Gen.Select(TestVolumes.AnyMask, AnyConnectivity).Sample(
            (mask, connectivity) =>
            {
                var found = ConnectedComponents.Label(mask, connectivity);
                for (var label = 1; label <= found.Count; label++)
                {
                    var voxels = TestVolumes.Indices(mask.Shape).Where(v => found.Labels[v.I, v.J, v.K] == label).ToArray();
                    var expected = new Component(
                        label,
                        voxels.Length,
                        (voxels.Min(v => v.I), voxels.Min(v => v.J), voxels.Min(v => v.K)),
                        (voxels.Max(v => v.I), voxels.Max(v => v.J), voxels.Max(v => v.K)));
                    Assert.Equal(expected, found.Components[label - 1]);
                }
            },
            iter: 60);

    [Fact]
    public void The_largest_component_is_the_first_of_the_largest() =>
        Gen.Select(TestVolumes.AnyMask, AnyConnectivity).Sample(
            (mask, connectivity) =>
            {
                var found = ConnectedComponents.Label(mask, connectivity);
                var best = found.Components.OrderByDescending(c => c.VoxelCount).ThenBy(c => c.Label).FirstOrDefault();
                var expected = found.Labels.Voxels.ToArray().Select(l => l > 0 && l == best.Label ? (byte)1 : (byte)0);
                Assert.Equal(expected, ConnectedComponents.Largest(mask, connectivity).Voxels.ToArray());
            },
            iter: 100);

    [Fact]
    public void Components_of_the_least_size_stay_and_smaller_ones_go() =>
        Gen.Select(TestVolumes.AnyMask, AnyConnectivity, Gen.Int[0, 12]).Sample(
            (mask, connectivity, least) =>
            {
                var found = ConnectedComponents.Label(mask, connectivity);
                var expected = found.Labels.Voxels.ToArray().Select(l => l > 0 && found.Components[l - 1].VoxelCount >= least ? (byte)1 : (byte)0);
                Assert.Equal(expected, ConnectedComponents.KeepLargerThan(mask, least, connectivity).Voxels.ToArray());
            },
            iter: 100);

    [ScipyTheory]
    [InlineData(Connectivity.Faces6, "nd.generate_binary_structure(3, 1)")]
    [InlineData(Connectivity.Edges18, "nd.generate_binary_structure(3, 2)")]
    [InlineData(Connectivity.Vertices26, "nd.generate_binary_structure(3, 3)")]
    [InlineData(Connectivity.Faces4, "np.array([np.zeros((3, 3)), nd.generate_binary_structure(2, 1), np.zeros((3, 3))])")]
    [InlineData(Connectivity.Vertices8, "np.array([np.zeros((3, 3)), np.ones((3, 3)), np.zeros((3, 3))])")]
    public void A_large_mask_agrees_with_scipy(Connectivity connectivity, string structure)
    {
        var shape = new Shape(130, 97, 41);
        var mask = Volume<byte>.Adopt(new Grid(shape, new(1, 1, 1)), [.. TestVolumes.Noise(shape, new(1, 1, 1)).Voxels.ToArray().Select(v => v > 600 ? (byte)1 : (byte)0)]);
        var expected = Scipy.Evaluate<byte, int>($"r = nd.label(a, {structure})[0]", mask.Voxels.ToArray(), shape);
        Assert.Equal(expected, ConnectedComponents.Label(mask, connectivity).Labels.Voxels);
    }

    [Fact]
    public void One_and_two_threads_give_the_same_labels()
    {
        var mask = TestVolumes.Texture(new(97, 80, 53), new(1, 1, 1));
        var one = TestVolumes.OnThreads(1, () => ConnectedComponents.Label(mask));
        Assert.True(one.Labels.Voxels.SequenceEqual(TestVolumes.OnThreads(2, () => ConnectedComponents.Label(mask)).Labels.Voxels));
    }

    static int[] Flood(Volume<byte> mask, Connectivity connectivity)
    {
        var (labels, count, open) = (new int[mask.Shape.Count], 0, new Stack<(int I, int J, int K)>());
        foreach (var seed in TestVolumes.Indices(mask.Shape).Where(v => mask[v.I, v.J, v.K] != 0))
        {
            if (labels[mask.Shape.OffsetOf(seed.I, seed.J, seed.K)] != 0)
            {
                continue;
            }

            count++;
            open.Push(seed);
            while (open.TryPop(out var v))
            {
                if (!mask.Shape.Contains(v.I, v.J, v.K) || mask[v.I, v.J, v.K] == 0 || labels[mask.Shape.OffsetOf(v.I, v.J, v.K)] != 0)
                {
                    continue;
                }

                labels[mask.Shape.OffsetOf(v.I, v.J, v.K)] = count;
                foreach (var (i, j, k) in Neighbours(connectivity))
                {
                    open.Push((v.I + i, v.J + j, v.K + k));
                }
            }
        }

        return labels;
    }

    static IEnumerable<(int I, int J, int K)> Neighbours(Connectivity connectivity) =>
        TestVolumes.Indices(new(3, 3, 3)).Select(v => (I: v.I - 1, J: v.J - 1, K: v.K - 1)).Where(v => connectivity switch
        {
            Connectivity.Faces6 => Math.Abs(v.I) + Math.Abs(v.J) + Math.Abs(v.K) == 1,
            Connectivity.Edges18 => Math.Abs(v.I) + Math.Abs(v.J) + Math.Abs(v.K) is 1 or 2,
            Connectivity.Vertices26 => true,
            Connectivity.Faces4 => v.K == 0 && Math.Abs(v.I) + Math.Abs(v.J) == 1,
            _ => v.K == 0,
        });
}
