using System.Collections.Immutable;
using DeepAnatomy.Training.Preprocessing;
using DeepAnatomy.Training.Sampling;
using DeepAnatomy.Training.Sparse;

namespace DeepAnatomy.Training.Loop;

/// <summary>Cuts cases into what a network sees at once: whole slices padded to sizes it can take, or blocks of the size of a patch.</summary>
sealed class TileReader(SamplingSettings sampling, Normalisation normalisation, ImmutableArray<int> multiple)
{
    /// <summary>Starts of blocks of a size that cover a length; the last ends where the length ends.</summary>
    public static IEnumerable<int> Starts(int length, int size)
    {
        for (var start = 0; ; start += size)
        {
            if (start + size >= length)
            {
                yield return Math.Max(0, length - size);
                yield break;
            }

            yield return start;
        }
    }

    /// <summary>The tiles that begin at a slice.</summary>
    public IEnumerable<Tile> Tiles(PreparedCase item, int k)
    {
        var shape = item.Grid.Shape;
        if (sampling.Mode != PatchMode.Block)
        {
            yield return new(0, 0, k, sampling.BatchShape() with { Count = 1, Height = Padded(shape.J, 0), Width = Padded(shape.I, 1) });
            yield break;
        }

        foreach (var j in Starts(shape.J, sampling.PatchSize[1]))
        {
            foreach (var i in Starts(shape.I, sampling.PatchSize[0]))
            {
                yield return new(i, j, k, sampling.BatchShape() with { Count = 1 });
            }
        }
    }

    /// <summary>Fills a tile.</summary>
    public void Read(PreparedCase item, Tile tile)
    {
        Array.Fill(tile.Image, Preparation.AirHu);
        Array.Fill(tile.Codes, VoxelCode.Undefined);
        var (grid, shape) = (item.Grid.Shape, tile.Shape);
        var (rows, columns) = (Math.Min(shape.Height, grid.J - tile.J), Math.Min(shape.Width, grid.I - tile.I));
        var (hu, codes) = (new short[rows * grid.I], new byte[rows * grid.I]);
        for (var z = 0; z < shape.Depth && tile.K + z < grid.K; z++)
        {
            for (var c = 0; c < shape.Channels; c++)
            {
                var k = shape.IsVolumetric ? tile.K + z : Math.Clamp(tile.K + c - (shape.Channels / 2), 0, grid.K - 1);
                var isLearned = shape.IsVolumetric || c == shape.Channels / 2;
                item.ReadRows(k, 1, tile.J, rows, hu, isLearned ? codes : []);
                for (var y = 0; y < rows; y++)
                {
                    var (from, to) = ((y * grid.I) + tile.I, ((z * shape.Height) + y) * shape.Width);
                    for (var x = 0; x < columns; x++)
                    {
                        tile.Image[((to + x) * shape.Channels) + c] = hu[from + x];
                    }

                    if (isLearned)
                    {
                        codes.AsSpan(from, columns).CopyTo(tile.Codes.AsSpan(to, columns));
                    }
                }
            }
        }

        ForgetCovered(item, tile);
        normalisation.Apply(tile.Image);
    }

    // The last block of an axis is moved inwards; what it shares with the one before must not be counted twice.
    static void ForgetCovered(PreparedCase item, Tile tile)
    {
        if (!tile.Shape.IsVolumetric)
        {
            return;
        }

        var (grid, shape) = (item.Grid.Shape, tile.Shape);
        var (freeI, freeJ, freeK) = (Covered(grid.I, shape.Width, tile.I), Covered(grid.J, shape.Height, tile.J), Covered(grid.K, shape.Depth, tile.K));
        for (var n = 0; n < tile.Codes.Length; n++)
        {
            if (n % shape.Width < freeI || n / shape.Width % shape.Height < freeJ || n / (shape.Width * shape.Height) < freeK)
            {
                tile.Codes[n] = VoxelCode.Undefined;
            }
        }
    }

    static int Covered(int length, int size, int start) => start > 0 && start == length - size ? (size - (length % size)) % size : 0;

    int Padded(int size, int axis)
    {
        var divisor = multiple.Length > axis ? Math.Max(1, multiple[axis]) : 1;
        return (size + divisor - 1) / divisor * divisor;
    }
}
