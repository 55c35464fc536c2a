using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Resampling;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Bench.Kernels;

/// <summary>Deterministic inputs of the size of an abdominal CT.</summary>
static class Inputs
{
    public static Grid Grid { get; } = new(new Shape(512, 512, 150), new Spacing(0.8, 0.8, 2));

    /// <summary>A smooth random texture of two scales, about −1000 … 1000.</summary>
    public static Volume<float> Smooth()
    {
        var (coarse, fine) = (Noise(24, 24, 10, 1), Noise(96, 96, 40, 2));
        var (a, b) = (Stretch(coarse), Stretch(fine));
        return Volume<float>.Adopt(Grid, [.. a.Zip(b, (x, y) => (700 * x) + (300 * y))]);
    }

    /// <summary>Smooth blobs with holes and bridges: about a third of the voxels.</summary>
    public static Volume<byte> Texture()
    {
        var voxels = Smooth().Voxels;
        var mask = new byte[voxels.Length];
        for (var n = 0; n < mask.Length; n++)
        {
            mask[n] = voxels[n] > 130 ? (byte)1 : (byte)0;
        }

        return Volume<byte>.Adopt(Grid, mask);
    }

    /// <summary>200 single voxels far apart: long distances.</summary>
    public static Volume<byte> Sparse()
    {
        var (random, mask) = (new Random(3), new byte[Grid.Shape.Count]);
        for (var n = 0; n < 200; n++)
        {
            mask[random.Next(mask.Length)] = 1;
        }

        return Volume<byte>.Adopt(Grid, mask);
    }

    /// <summary>Every voxel by chance, 30 %: the shortest runs and the most joins.</summary>
    public static Volume<byte> Speckle()
    {
        var (random, mask) = (new Random(4), new byte[Grid.Shape.Count]);
        random.NextBytes(mask);
        for (var n = 0; n < mask.Length; n++)
        {
            mask[n] = mask[n] < 77 ? (byte)1 : (byte)0;
        }

        return Volume<byte>.Adopt(Grid, mask);
    }

    static Volume<float> Noise(int i, int j, int k, int seed)
    {
        var (random, shape) = (new Random(seed), new Shape(i, j, k));
        var spacing = new Spacing(Extent(Grid.Shape.I, Grid.Spacing.IMm, i), Extent(Grid.Shape.J, Grid.Spacing.JMm, j), Extent(Grid.Shape.K, Grid.Spacing.KMm, k));
        return Volume<float>.Adopt(new Grid(shape, spacing), [.. Enumerable.Range(0, shape.Count).Select(_ => (float)((random.NextDouble() * 2) - 1))]);
    }

    static double Extent(int count, double mm, int coarseCount) => (count - 1) * mm / (coarseCount - 1);

    static float[] Stretch(Volume<float> noise) => Resampler.ToGrid(noise, Grid, Interpolation.CubicBSpline, 0f).Voxels.ToArray();
}
