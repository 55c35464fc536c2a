using CsCheck;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Evaluation.Tests.Surfaces;

/// <summary>Random pairs of masks: textures of any density, so that every neighbourhood occurs, and blocks moved against each other, so that surfaces lie apart.</summary>
static class Textures
{
    static readonly Gen<Grid> Grids =
        from i in Gen.Int[1, 70]
        from j in Gen.Int[1, 9]
        from k in Gen.Int[1, 7]
        from spacing in Gen.Double[0.3, 4].Array[3]
        select new Grid(new Shape(i, j, k), new Spacing(Math.Round(spacing[0], 2), Math.Round(spacing[1], 2), Math.Round(spacing[2], 2)));

    public static Gen<(Volume<ushort> Prediction, Volume<ushort> Reference)> Pairs { get; } =
        from grid in Grids
        from density in Gen.Int[1, 19]
        from apart in Gen.Int[0, 3]
        from a in Gen.Int[0, 19].Array[grid.Shape.Count]
        from b in Gen.Int[0, 19].Array[grid.Shape.Count]
        select (Of(grid, a, density, n => apart == 0 || n % grid.Shape.I < grid.Shape.I - (apart * 6)), Of(grid, b, density, n => apart == 0 || n % grid.Shape.I >= apart * 6));

    static Volume<ushort> Of(Grid grid, int[] noise, int density, Func<int, bool> isInside)
    {
        var voxels = noise.Select((v, n) => (ushort)(v < density && isInside(n) ? 1 : 0)).ToArray();
        if (Array.IndexOf(voxels, (ushort)1) < 0)
        {
            voxels[noise[0] % voxels.Length] = 1;
        }

        return Volume<ushort>.Adopt(grid, voxels);
    }
}
