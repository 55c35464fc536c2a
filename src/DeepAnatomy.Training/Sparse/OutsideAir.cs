using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Training.Sparse;

/// <summary>
/// Tells a training what every annotator takes for granted: the air around the body is background. Nobody scribbles there, and a network that never saw it named calls it fat.
/// </summary>
static class OutsideAir
{
    /// <summary>Below it is air; skin, clothes and table are denser.</summary>
    const short AirHu = -500;

    /// <summary>Makes undefined voxels background where they are air that reaches the edge of the slice; only in slices where something is drawn, so that no other slice is learned from.</summary>
    /// <param name="hu">HU with axes LPS.</param>
    /// <param name="codes">Codes (<see cref="VoxelCode"/>) on the same grid.</param>
    /// <returns>The codes; the same volume where there is nothing to do.</returns>
    public static Volume<byte> Mark(Volume<short> hu, Volume<byte> codes)
    {
        if (!codes.Voxels.Contains(VoxelCode.Undefined))
        {
            return codes;
        }

        var (shape, marked) = (codes.Shape, codes.Voxels.ToArray());
        Parallel.For(0, shape.K, k =>
        {
            var slice = marked.AsSpan(k * shape.SliceCount, shape.SliceCount);
            if (slice.Contains(VoxelCode.Undefined) && slice.ContainsAnyExcept(VoxelCode.Undefined))
            {
                Mark(hu.Slice(k), shape.I, slice);
            }
        });
        return Volume<byte>.Adopt(codes.Grid, marked);
    }

    static void Mark(ReadOnlySpan<short> hu, int width, Span<byte> codes)
    {
        var (reached, open) = (new bool[hu.Length], new Stack<int>());
        for (var n = 0; n < hu.Length; n++)
        {
            if (n < width || n >= hu.Length - width || n % width == 0 || n % width == width - 1)
            {
                Reach(hu, n);
            }
        }

        while (open.TryPop(out var n))
        {
            if (codes[n] == VoxelCode.Undefined)
            {
                codes[n] = 0;
            }

            if (n % width > 0)
            {
                Reach(hu, n - 1);
            }

            if (n % width < width - 1)
            {
                Reach(hu, n + 1);
            }

            if (n >= width)
            {
                Reach(hu, n - width);
            }

            if (n < hu.Length - width)
            {
                Reach(hu, n + width);
            }
        }

        void Reach(ReadOnlySpan<short> values, int n)
        {
            if (!reached[n] && values[n] < AirHu)
            {
                reached[n] = true;
                open.Push(n);
            }
        }
    }
}
