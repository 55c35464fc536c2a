using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Training.Preprocessing;

namespace DeepAnatomy.Training.Inference;

/// <summary>Fills tiles with what the network sees: normalised, padded, mirrored, neighbouring slices as channels.</summary>
sealed class TileReader
{
    readonly Volume<short> hu;
    readonly bool padsWithZero;
    readonly (int Offset, Normalisation Normalisation)[] channels;
    readonly float[] row;

    /// <param name="recipe">What the network sees.</param>
    /// <param name="hu">The scan on the network's grid.</param>
    /// <param name="width">Largest width of a tile.</param>
    public TileReader(SegmentationRecipe recipe, Volume<short> hu, int width)
    {
        (this.hu, padsWithZero, row) = (hu, recipe.PadsWithZero, new float[width]);
        channels = [.. recipe.Channels.Select(channel => (channel.SliceOffset, ChannelNormalisation.Of(channel, hu)))];
    }

    /// <summary>Fills one tile.</summary>
    /// <param name="start">First voxel; may lie before the scan.</param>
    /// <param name="size">Voxels.</param>
    /// <param name="mirror">Bit n set: mirrored along axis n (i, j, k).</param>
    /// <param name="tile">Order (k, j, i, channel).</param>
    public void Fill((int I, int J, int K) start, (int I, int J, int K) size, int mirror, Span<float> tile)
    {
        var at = 0;
        for (var z = 0; z < size.K; z++)
        {
            var k = start.K + ((mirror & 4) == 0 ? z : size.K - 1 - z);
            for (var y = 0; y < size.J; y++)
            {
                var j = start.J + ((mirror & 2) == 0 ? y : size.J - 1 - y);
                Row(start.I, j, k, size.I, (mirror & 1) != 0, tile.Slice(at, size.I * channels.Length));
                at += size.I * channels.Length;
            }
        }
    }

    void Row(int i, int j, int k, int width, bool isMirrored, Span<float> target)
    {
        for (var c = 0; c < channels.Length; c++)
        {
            var line = channels.Length == 1 ? target : row.AsSpan(0, width);
            var (offset, normalisation) = channels[c];

            // As in training: beyond the first or last slice the neighbour is the border slice itself.
            Read(i, j, offset == 0 ? k : Math.Clamp(k + offset, 0, hu.Shape.K - 1), normalisation, line);
            if (isMirrored)
            {
                line.Reverse();
            }

            for (var x = 0; x < width && channels.Length > 1; x++)
            {
                target[(x * channels.Length) + c] = line[x];
            }
        }
    }

    void Read(int i, int j, int k, Normalisation normalisation, Span<float> line)
    {
        var shape = hu.Shape;
        var isInside = j >= 0 && j < shape.J && k >= 0 && k < shape.K;
        var (first, end) = isInside ? (Math.Clamp(-i, 0, line.Length), Math.Clamp(shape.I - i, 0, line.Length)) : (0, 0);
        line[..first].Fill(Preparation.AirHu);
        line[end..].Fill(Preparation.AirHu);
        if (end > first)
        {
            var source = hu.Voxels.Slice(shape.OffsetOf(i + first, j, k), end - first);
            for (var x = 0; x < source.Length; x++)
            {
                line[first + x] = source[x];
            }
        }

        normalisation.Apply(line);
        if (padsWithZero)
        {
            line[..first].Clear();
            line[end..].Clear();
        }
    }
}
