using DeepAnatomy.Imaging.Distance;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Morphology;

/// <summary>Binary morphology with a ball (or, by slice, a disk) in millimetres: the voxels whose centres lie within the radius, the radius included.</summary>
/// <remarks>
/// Border: what lies outside the volume is background for dilation and foreground for erosion, so a mask does not shrink at the border,
/// closing never removes and opening never adds a voxel. Foreground is any value but 0; results hold 0 and 1.
/// A radius smaller than every spacing changes nothing.
/// </remarks>
public static class BallMorphology
{
    // Squares of spacings are rounded to single precision: a centre exactly on the radius must count.
    const double RelativeTolerance = 1e-5;

    /// <summary>Every voxel within the radius of the mask.</summary>
    /// <param name="mask">Foreground is any value but 0.</param>
    /// <param name="radiusMm">0 or more.</param>
    /// <param name="cancellationToken">Checked per slice.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="radiusMm"/> is negative or not finite.</exception>
    public static Volume<byte> Dilate(Volume<byte> mask, double radiusMm, CancellationToken cancellationToken = default) =>
        Run(mask, radiusMm, false, false, cancellationToken);

    /// <summary>Every voxel whose ball lies in the mask.</summary>
    /// <inheritdoc cref="Dilate"/>
    public static Volume<byte> Erode(Volume<byte> mask, double radiusMm, CancellationToken cancellationToken = default) =>
        Run(mask, radiusMm, true, false, cancellationToken);

    /// <summary>Erosion, then dilation: removes what is thinner than the ball.</summary>
    /// <inheritdoc cref="Dilate"/>
    public static Volume<byte> Open(Volume<byte> mask, double radiusMm, CancellationToken cancellationToken = default) =>
        Dilate(Erode(mask, radiusMm, cancellationToken), radiusMm, cancellationToken);

    /// <summary>Dilation, then erosion: fills gaps thinner than the ball.</summary>
    /// <inheritdoc cref="Dilate"/>
    public static Volume<byte> Close(Volume<byte> mask, double radiusMm, CancellationToken cancellationToken = default) =>
        Erode(Dilate(mask, radiusMm, cancellationToken), radiusMm, cancellationToken);

    /// <summary>As <see cref="Dilate"/> with a disk in each slice.</summary>
    /// <inheritdoc cref="Dilate"/>
    public static Volume<byte> DilateBySlice(Volume<byte> mask, double radiusMm, CancellationToken cancellationToken = default) =>
        Run(mask, radiusMm, false, true, cancellationToken);

    /// <summary>As <see cref="Erode"/> with a disk in each slice.</summary>
    /// <inheritdoc cref="Dilate"/>
    public static Volume<byte> ErodeBySlice(Volume<byte> mask, double radiusMm, CancellationToken cancellationToken = default) =>
        Run(mask, radiusMm, true, true, cancellationToken);

    /// <summary>As <see cref="Open"/> with a disk in each slice.</summary>
    /// <inheritdoc cref="Dilate"/>
    public static Volume<byte> OpenBySlice(Volume<byte> mask, double radiusMm, CancellationToken cancellationToken = default) =>
        DilateBySlice(ErodeBySlice(mask, radiusMm, cancellationToken), radiusMm, cancellationToken);

    /// <summary>As <see cref="Close"/> with a disk in each slice.</summary>
    /// <inheritdoc cref="Dilate"/>
    public static Volume<byte> CloseBySlice(Volume<byte> mask, double radiusMm, CancellationToken cancellationToken = default) =>
        ErodeBySlice(DilateBySlice(mask, radiusMm, cancellationToken), radiusMm, cancellationToken);

    static Volume<byte> Run(Volume<byte> mask, double radiusMm, bool erode, bool bySlice, CancellationToken cancellationToken)
    {
        if (!double.IsFinite(radiusMm) || radiusMm < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(radiusMm), radiusMm, "A radius must be finite and not negative.");
        }

        var (shape, spacing) = (mask.Shape, mask.Grid.Spacing);
        var limit = (float)(radiusMm * radiusMm * (1 + RelativeTolerance));
        var squared = new float[shape.Count];
        var reach = Math.Max(radiusMm * (1 + RelativeTolerance), 1e-6);
        SquaredDistance.Run(mask.Voxels, shape, spacing, squared, new(erode, bySlice, reach), cancellationToken);
        var target = new byte[shape.Count];
        SliceLoop.Run(
            shape.K,
            k =>
            {
                var from = squared.AsSpan(k * shape.SliceCount, shape.SliceCount);
                var to = target.AsSpan(k * shape.SliceCount, shape.SliceCount);
                for (var n = 0; n < to.Length; n++)
                {
                    to[n] = (from[n] <= limit) != erode ? (byte)1 : (byte)0;
                }
            },
            cancellationToken);
        return Volume<byte>.Adopt(mask.Grid, target);
    }
}
