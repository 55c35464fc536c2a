using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Filtering;

/// <summary>Median of each pixel and its neighbours in the slice; the border pixel is repeated beyond the border.</summary>
public static class MedianFilter
{
    /// <summary>The median of the 3 × 3 pixels around each pixel of each slice.</summary>
    /// <param name="volume">Hounsfield units.</param>
    /// <param name="cancellationToken">Checked per slice.</param>
    public static Volume<short> ThreeByThree(Volume<short> volume, CancellationToken cancellationToken = default)
    {
        var (shape, target) = (volume.Shape, new short[volume.Shape.Count]);
        SliceLoop.Run(shape.K, k => Slice(volume.Slice(k), shape.I, shape.J, target.AsSpan(k * shape.SliceCount, shape.SliceCount)), cancellationToken);
        return Volume<short>.Adopt(volume.Grid, target);
    }

    static void Slice(ReadOnlySpan<short> from, int width, int height, Span<short> to)
    {
        Span<short> window = stackalloc short[9];
        for (var j = 0; j < height; j++)
        {
            for (var i = 0; i < width; i++)
            {
                for (var n = 0; n < 9; n++)
                {
                    var (x, y) = (Math.Clamp(i + (n % 3) - 1, 0, width - 1), Math.Clamp(j + (n / 3) - 1, 0, height - 1));
                    window[n] = from[(y * width) + x];
                }

                window.Sort();
                to[(j * width) + i] = window[4];
            }
        }
    }
}
