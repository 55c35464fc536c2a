using CsCheck;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Tests;

/// <summary>Volumes and masks for tests: generated, or textured from a seed.</summary>
static class TestVolumes
{
    static readonly int[] Thresholds = [0, 1, 3, 10, 30, 60, 90, 97, 100];

    public static readonly Gen<Spacing> AnySpacing =
        from s in Gen.Double[0.3, 6].Array[3]
        select new Spacing(s[0], s[1], s[2]);

    public static readonly Gen<Spacing> EvenSpacing =
        from s in Gen.Int[1, 5].Array[3]
        select new Spacing(s[0], s[1], s[2]);

    /// <summary>Sizes on both sides of the vector widths; some axes are a single voxel.</summary>
    public static readonly Gen<Shape> AnyShape =
        from i in Gen.OneOf(Gen.Int[1, 9], Gen.Int[15, 37])
        from j in Gen.Int[1, 9]
        from k in Gen.Int[1, 7]
        select new Shape(i, j, k);

    /// <summary>Random masks from empty to full, most of them sparse or dense.</summary>
    public static readonly Gen<Volume<byte>> AnyMask = MaskWith(Gen.OneOf(AnySpacing, EvenSpacing));

    public static Gen<Volume<byte>> MaskWith(Gen<Spacing> spacings) =>
        from shape in AnyShape
        from spacing in spacings
        from threshold in Gen.Int[0, 8].Select(n => Thresholds[n])
        from values in Gen.Int[0, 99].Array[shape.Count]
        select Volume<byte>.Adopt(new Grid(shape, spacing), [.. values.Select(v => v < threshold ? (byte)1 : (byte)0)]);

    /// <summary>A smooth texture, thresholded: blobs, holes, thin bridges.</summary>
    public static Volume<byte> Texture(Shape shape, Spacing spacing, double threshold = 0.1)
    {
        var voxels = new byte[shape.Count];
        for (var k = 0; k < shape.K; k++)
        {
            for (var j = 0; j < shape.J; j++)
            {
                for (var i = 0; i < shape.I; i++)
                {
                    var value = Math.Sin((0.31 * i) + (0.07 * k)) + Math.Sin((0.23 * j) - (0.11 * i)) + Math.Sin((0.41 * k) + (0.13 * j)) + (0.6 * Math.Sin(1.7 * i * 0.3 + (2.3 * j * 0.4)));
                    voxels[shape.OffsetOf(i, j, k)] = value > threshold ? (byte)1 : (byte)0;
                }
            }
        }

        return Volume<byte>.Adopt(new Grid(shape, spacing), voxels);
    }

    public static Volume<float> Noise(Shape shape, Spacing spacing, int seed = 7)
    {
        var random = new Random(seed);
        return Volume<float>.Adopt(new Grid(shape, spacing), [.. Enumerable.Range(0, shape.Count).Select(_ => (float)((random.NextDouble() * 2000) - 1000))]);
    }

    public static Volume<byte> Not(Volume<byte> mask) => Volume<byte>.Adopt(mask.Grid, [.. mask.Voxels.ToArray().Select(v => v == 0 ? (byte)1 : (byte)0)]);

    public static T OnThreads<T>(int count, Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, count).ConcurrentScheduler).GetAwaiter().GetResult();

    /// <summary>All voxel indices, i fastest.</summary>
    public static IEnumerable<(int I, int J, int K)> Indices(Shape shape) =>
        from k in Enumerable.Range(0, shape.K)
        from j in Enumerable.Range(0, shape.J)
        from i in Enumerable.Range(0, shape.I)
        select (i, j, k);
}
