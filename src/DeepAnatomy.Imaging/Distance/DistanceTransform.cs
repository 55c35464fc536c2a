using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Distance;

/// <summary>Exact Euclidean distances between voxel centres, in mm, on grids with any spacing.</summary>
/// <remarks>
/// What lies outside the volume is neither foreground nor background: it never shortens a distance (as <c>scipy.ndimage.distance_transform_edt</c>).
/// The squared distance is separable; each axis is a lower envelope of parabolas (Felzenszwalb and Huttenlocher 2012; Meijster 2000).
/// The result does not depend on the number of threads.
/// </remarks>
public static class DistanceTransform
{
    /// <summary>The distance of every voxel to the nearest voxel that is not zero.</summary>
    /// <param name="mask">Foreground is any value but 0.</param>
    /// <param name="maxMm">Larger distances are given as this value; a small limit makes the work much faster.</param>
    /// <param name="cancellationToken">Checked per slice.</param>
    /// <returns>mm; 0 on the foreground; +∞ everywhere (or <paramref name="maxMm"/>) when the mask is empty.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxMm"/> is not positive.</exception>
    public static Volume<float> ToForeground(Volume<byte> mask, double maxMm = double.PositiveInfinity, CancellationToken cancellationToken = default) =>
        Transform(mask, false, false, maxMm, cancellationToken);

    /// <summary>The distance of every voxel to the nearest voxel that is zero: how deep it lies inside the mask.</summary>
    /// <inheritdoc cref="ToForeground"/>
    /// <returns>mm; 0 on the background; +∞ everywhere (or <paramref name="maxMm"/>) when the mask fills the volume.</returns>
    public static Volume<float> ToBackground(Volume<byte> mask, double maxMm = double.PositiveInfinity, CancellationToken cancellationToken = default) =>
        Transform(mask, true, false, maxMm, cancellationToken);

    /// <summary>As <see cref="ToForeground"/>, for each slice on its own: distances in the plane of i and j.</summary>
    /// <inheritdoc cref="ToForeground"/>
    public static Volume<float> ToForegroundBySlice(Volume<byte> mask, double maxMm = double.PositiveInfinity, CancellationToken cancellationToken = default) =>
        Transform(mask, false, true, maxMm, cancellationToken);

    /// <summary>As <see cref="ToBackground"/>, for each slice on its own: distances in the plane of i and j.</summary>
    /// <inheritdoc cref="ToBackground"/>
    public static Volume<float> ToBackgroundBySlice(Volume<byte> mask, double maxMm = double.PositiveInfinity, CancellationToken cancellationToken = default) =>
        Transform(mask, true, true, maxMm, cancellationToken);

    /// <summary>Outside the mask the distance to its nearest voxel (positive); inside, minus the distance to the nearest voxel outside.</summary>
    /// <inheritdoc cref="ToForeground"/>
    /// <returns>mm; never 0: the two sides of a boundary are one voxel apart. +∞ everywhere for an empty mask, −∞ for a full one (or ± <paramref name="maxMm"/>).</returns>
    public static Volume<float> Signed(Volume<byte> mask, double maxMm = double.PositiveInfinity, CancellationToken cancellationToken = default)
    {
        var outside = ToForeground(mask, maxMm, cancellationToken);
        var inside = new float[mask.Shape.Count];
        SquaredMm(mask.Voxels, mask.Shape, mask.Grid.Spacing, inside, DistanceTo.Background, maxMm, cancellationToken);
        SliceLoop.Run(
            mask.Shape.K,
            k =>
            {
                var positive = outside.Slice(k);
                var target = inside.AsSpan(k * mask.Shape.SliceCount, mask.Shape.SliceCount);
                for (var n = 0; n < target.Length; n++)
                {
                    target[n] = target[n] > 0 ? -Math.Min((float)maxMm, MathF.Sqrt(target[n])) : positive[n];
                }
            },
            cancellationToken);
        return Volume<float>.Adopt(mask.Grid, inside);
    }

    /// <summary>Squared distances, mm², of every voxel to the nearest foreground (or background) voxel.</summary>
    /// <param name="mask">i fastest; foreground is any value but 0.</param>
    /// <param name="shape">Shape of the mask and the target.</param>
    /// <param name="spacing">Of the voxels.</param>
    /// <param name="target">Receives mm²; +∞ where there is nothing to reach.</param>
    /// <param name="to">What the distance is measured to.</param>
    /// <param name="maxMm">Distances beyond it may be given as +∞ or as any value beyond it.</param>
    /// <param name="cancellationToken">Checked per slice.</param>
    /// <exception cref="ArgumentException">A span does not have the shape's number of voxels.</exception>
    public static void SquaredMm(
        ReadOnlySpan<byte> mask,
        Shape shape,
        Spacing spacing,
        Span<float> target,
        DistanceTo to = DistanceTo.Foreground,
        double maxMm = double.PositiveInfinity,
        CancellationToken cancellationToken = default) =>
        SquaredDistance.Run(mask, shape, spacing, target, new(to == DistanceTo.Background, false, maxMm), cancellationToken);

    static Volume<float> Transform(Volume<byte> mask, bool inverted, bool bySlice, double maxMm, CancellationToken cancellationToken)
    {
        var target = new float[mask.Shape.Count];
        SquaredDistance.Run(mask.Voxels, mask.Shape, mask.Grid.Spacing, target, new(inverted, bySlice, maxMm), cancellationToken);
        SliceLoop.Run(mask.Shape.K, k => SquareRoots(target.AsSpan(k * mask.Shape.SliceCount, mask.Shape.SliceCount), (float)maxMm), cancellationToken);
        return Volume<float>.Adopt(mask.Grid, target);
    }

    static void SquareRoots(Span<float> squared, float maxMm)
    {
        for (var n = 0; n < squared.Length; n++)
        {
            squared[n] = Math.Min(maxMm, MathF.Sqrt(squared[n]));
        }
    }
}
