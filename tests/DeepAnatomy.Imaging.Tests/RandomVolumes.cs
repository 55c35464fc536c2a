using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Tests;

/// <summary>Small volumes at random places in random oblique and flipped orientations; the same seed gives the same volume.</summary>
static class RandomVolumes
{
    public static Grid Grid(Random random, int mostVoxels = 9)
    {
        var i = UnitVector(random);
        var j = UnitVector(random);
        j += -i.Dot(j) * i;
        var k = (random.Next(2) == 0 ? 1 : -1) * i.Cross((1 / j.LengthMm) * j);
        double Mm(double most) => 0.3 + (random.NextDouble() * most);
        return new(
            new Shape(random.Next(1, mostVoxels), random.Next(1, mostVoxels), random.Next(1, mostVoxels)),
            new Spacing(Mm(5), Mm(5), Mm(5)),
            new PatientPoint((random.NextDouble() - 0.5) * 800, (random.NextDouble() - 0.5) * 800, (random.NextDouble() - 0.5) * 800),
            random.Next(4) == 0 ? Orientation.Lps : new Orientation(i, j, k));
    }

    public static Volume<short> Hu(int seed, int mostVoxels = 9)
    {
        var random = new Random(seed);
        var grid = Grid(random, mostVoxels);
        return Volume<short>.Adopt(grid, [.. Enumerable.Range(0, grid.Shape.Count).Select(_ => (short)random.Next(short.MinValue, short.MaxValue + 1))]);
    }

    public static Volume<ushort> Labels(int seed, int most, int mostVoxels = 9)
    {
        var random = new Random(seed);
        var grid = Grid(random, mostVoxels);
        return Volume<ushort>.Adopt(grid, [.. Enumerable.Range(0, grid.Shape.Count).Select(_ => (ushort)random.Next(0, most + 1))]);
    }

    static PatientPoint UnitVector(Random random)
    {
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var v = new PatientPoint(Normal(), Normal(), Normal());
        return (1 / v.LengthMm) * v;
    }
}
