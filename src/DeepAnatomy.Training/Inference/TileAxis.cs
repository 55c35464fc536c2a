using System.Collections.Immutable;

namespace DeepAnatomy.Training.Inference;

/// <summary>How tiles lie along one axis, and how much each counts at every place: a Gaussian (σ = tile / 8) around its middle, divided by the sum over all tiles, so that the weights of a place sum to one. Weights in space are products of those along the axes.</summary>
/// <remarks>Places as nnU-Net: equally spaced, the last tile ends at the border; an image smaller than a tile lies in its middle.</remarks>
public sealed class TileAxis
{
    readonly float[] weights;

    TileAxis(int size, int tile, ImmutableArray<int> starts, float[] weights) => (Size, Tile, Starts, this.weights) = (size, tile, starts, weights);

    /// <summary>Voxels of the image.</summary>
    public int Size { get; }

    /// <summary>Voxels of a tile.</summary>
    public int Tile { get; }

    /// <summary>First voxel of every tile; negative where the tile begins before the image.</summary>
    public ImmutableArray<int> Starts { get; }

    /// <summary>Places tiles.</summary>
    /// <param name="size">Voxels of the image, at least 1.</param>
    /// <param name="tile">Voxels of a tile, at least 1.</param>
    /// <param name="step">Largest distance of two tiles as a share of the tile, above 0, at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static TileAxis Plan(int size, int tile, double step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(tile, 1);
        if (!(step is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(step), step, "The step must be above 0 and at most 1.");
        }

        ImmutableArray<int> starts = size <= tile ? [-((tile - size) / 2)] : Between(size, tile, step);
        return new(size, tile, starts, Weights(size, tile, starts));
    }

    /// <summary>The weights of the places of one tile; 0 beyond the image.</summary>
    /// <param name="n">Which tile.</param>
    public ReadOnlySpan<float> WeightsOf(int n) => weights.AsSpan(n * Tile, Tile);

    static ImmutableArray<int> Between(int size, int tile, double step)
    {
        var wanted = Math.Max(1, tile * step);
        var count = (int)Math.Ceiling((size - tile) / wanted) + 1;
        return [.. Enumerable.Range(0, count).Select(n => (int)Math.Round((double)(size - tile) / (count - 1) * n)).Distinct()];
    }

    static float[] Weights(int size, int tile, ImmutableArray<int> starts)
    {
        var sums = new double[size];
        var raw = new double[starts.Length * tile];
        for (var n = 0; n < raw.Length; n++)
        {
            var (offset, place) = (n % tile, starts[n / tile] + (n % tile));
            if (place >= 0 && place < size)
            {
                var distance = (offset - (tile / 2)) / (tile / 8.0);
                sums[place] += raw[n] = Math.Exp(-0.5 * distance * distance);
            }
        }

        return [.. raw.Select((weight, n) => weight == 0 ? 0f : (float)(weight / sums[starts[n / tile] + (n % tile)]))];
    }
}
