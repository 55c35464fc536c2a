using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Morphology;

/// <summary>Fills the background that the mask encloses.</summary>
public static class HoleFilling
{
    /// <summary>Fills every part of the background that is not connected to the border of the volume through faces (6 neighbours).</summary>
    /// <param name="mask">Foreground is any value but 0.</param>
    /// <param name="cancellationToken">Checked per slice.</param>
    /// <returns>A mask of 0 and 1.</returns>
    public static Volume<byte> Fill(Volume<byte> mask, CancellationToken cancellationToken = default)
    {
        var runs = RunLabelling.Of(mask.Voxels, mask.Shape, Connectivity.Faces6, true, cancellationToken);
        var touches = runs.TouchesBorder(includeEnds: true);
        return Filled(mask, runs, label => !touches[label], cancellationToken);
    }

    /// <summary>Fills, in each slice on its own, every part of the background that is not connected to the slice's border through edges (4 neighbours).</summary>
    /// <param name="mask">Foreground is any value but 0.</param>
    /// <param name="maxAreaMm2">Larger holes stay open.</param>
    /// <param name="cancellationToken">Checked per slice.</param>
    /// <returns>A mask of 0 and 1.</returns>
    public static Volume<byte> FillBySlice(Volume<byte> mask, double maxAreaMm2 = double.PositiveInfinity, CancellationToken cancellationToken = default)
    {
        var runs = RunLabelling.Of(mask.Voxels, mask.Shape, Connectivity.Faces4, true, cancellationToken);
        var touches = runs.TouchesBorder(includeEnds: false);
        var sizes = runs.Sizes();
        var pixelMm2 = mask.Grid.Spacing.PixelMm2;
        return Filled(mask, runs, label => !touches[label] && sizes[label] * pixelMm2 <= maxAreaMm2, cancellationToken);
    }

    static Volume<byte> Filled(Volume<byte> mask, RunLabelling background, Predicate<int> isHole, CancellationToken cancellationToken)
    {
        var (shape, target) = (mask.Shape, new byte[mask.Shape.Count]);
        SliceLoop.Run(
            shape.K,
            k =>
            {
                var slice = target.AsSpan(k * shape.SliceCount, shape.SliceCount);
                slice.Fill(1);
                background.Paint(k, slice, label => !isHole(label), 0);
            },
            cancellationToken);
        return Volume<byte>.Adopt(mask.Grid, target);
    }
}
