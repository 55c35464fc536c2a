using DeepAnatomy.Imaging.Resampling;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Filtering;

/// <summary>The mean over a box around each voxel, in a time that does not depend on the size of the box; the border voxel is repeated beyond the border.</summary>
public static class BoxFilter
{
    /// <summary>The mean of the (2 radius + 1) voxels along each axis.</summary>
    /// <param name="volume">Any finite values.</param>
    /// <param name="radius">Voxels to each side along i, j, k; 0 or more.</param>
    /// <param name="cancellationToken">Checked per slice.</param>
    /// <exception cref="ArgumentOutOfRangeException">A radius is negative.</exception>
    public static Volume<float> Mean(Volume<float> volume, (int I, int J, int K) radius, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Math.Min(radius.I, Math.Min(radius.J, radius.K)), nameof(radius));
        var target = new float[volume.Shape.Count];
        RunningMean.Run(volume.Voxels, volume.Shape, radius, target, cancellationToken);
        return Volume<float>.Adopt(volume.Grid, target);
    }

    /// <summary>As <see cref="Mean(Volume{float}, ValueTuple{int, int, int}, CancellationToken)"/> for Hounsfield units.</summary>
    /// <inheritdoc cref="Mean(Volume{float}, ValueTuple{int, int, int}, CancellationToken)"/>
    public static Volume<float> Mean(Volume<short> volume, (int I, int J, int K) radius, CancellationToken cancellationToken = default) =>
        Mean(Resampler.Converted<short, float>(volume), radius, cancellationToken);

    /// <summary>As <see cref="Mean(Volume{float}, ValueTuple{int, int, int}, CancellationToken)"/> for a mask: the share of foreground in the box.</summary>
    /// <inheritdoc cref="Mean(Volume{float}, ValueTuple{int, int, int}, CancellationToken)"/>
    public static Volume<float> Mean(Volume<byte> volume, (int I, int J, int K) radius, CancellationToken cancellationToken = default) =>
        Mean(Resampler.Converted<byte, float>(volume), radius, cancellationToken);
}
