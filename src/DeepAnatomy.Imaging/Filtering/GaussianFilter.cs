using DeepAnatomy.Imaging.Resampling;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Filtering;

/// <summary>Gaussian smoothing in millimetres: separable, cut off at 4 sigma, the border voxel repeated beyond the border (as <c>scipy.ndimage.gaussian_filter</c> with <c>mode='nearest'</c>).</summary>
public static class GaussianFilter
{
    const double Truncate = 4;

    /// <summary>Smooths equally in all directions of the patient.</summary>
    /// <param name="volume">Any finite values.</param>
    /// <param name="sigmaMm">Standard deviation, mm; 0 changes nothing.</param>
    /// <param name="cancellationToken">Checked per slice.</param>
    /// <exception cref="ArgumentOutOfRangeException">Sigma is negative or not finite.</exception>
    public static Volume<float> Smooth(Volume<float> volume, double sigmaMm, CancellationToken cancellationToken = default) =>
        Smooth(volume, sigmaMm, sigmaMm, sigmaMm, cancellationToken);

    /// <summary>As <see cref="Smooth(Volume{float}, double, CancellationToken)"/> for Hounsfield units.</summary>
    /// <inheritdoc cref="Smooth(Volume{float}, double, CancellationToken)"/>
    public static Volume<float> Smooth(Volume<short> volume, double sigmaMm, CancellationToken cancellationToken = default) =>
        Smooth(Resampler.Converted<short, float>(volume), sigmaMm, cancellationToken);

    /// <summary>As <see cref="Smooth(Volume{float}, double, CancellationToken)"/> for a mask: the share of foreground around each voxel (0 … 1 for a mask of 0 and 1).</summary>
    /// <inheritdoc cref="Smooth(Volume{float}, double, CancellationToken)"/>
    public static Volume<float> Smooth(Volume<byte> volume, double sigmaMm, CancellationToken cancellationToken = default) =>
        Smooth(Resampler.Converted<byte, float>(volume), sigmaMm, cancellationToken);

    /// <summary>Smooths each slice on its own, in the plane of i and j.</summary>
    /// <inheritdoc cref="Smooth(Volume{float}, double, CancellationToken)"/>
    public static Volume<float> SmoothBySlice(Volume<float> volume, double sigmaMm, CancellationToken cancellationToken = default) =>
        Smooth(volume, sigmaMm, sigmaMm, 0, cancellationToken);

    /// <summary>Smooths with a standard deviation of its own along each voxel axis.</summary>
    /// <param name="volume">Any finite values.</param>
    /// <param name="sigmaIMm">Along i, mm.</param>
    /// <param name="sigmaJMm">Along j, mm.</param>
    /// <param name="sigmaKMm">Along k, mm.</param>
    /// <param name="cancellationToken">Checked per slice.</param>
    /// <exception cref="ArgumentOutOfRangeException">A sigma is negative or not finite.</exception>
    public static Volume<float> Smooth(Volume<float> volume, double sigmaIMm, double sigmaJMm, double sigmaKMm, CancellationToken cancellationToken = default)
    {
        var spacing = volume.Grid.Spacing;
        var kernels = (Kernel(sigmaIMm / spacing.IMm), Kernel(sigmaJMm / spacing.JMm), Kernel(sigmaKMm / spacing.KMm));
        var target = new float[volume.Shape.Count];
        SeparableConvolution.Run(volume.Voxels, volume.Shape, kernels, target, cancellationToken);
        return Volume<float>.Adopt(volume.Grid, target);
    }

    /// <summary>The weights at distance 0, 1, … r, which sum to one over both sides.</summary>
    internal static float[] Kernel(double sigmaVoxels)
    {
        if (!double.IsFinite(sigmaVoxels) || sigmaVoxels < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(sigmaVoxels), sigmaVoxels, "Sigma must be finite and not negative.");
        }

        if (sigmaVoxels == 0)
        {
            return [1];
        }

        var weights = new double[(int)((Truncate * sigmaVoxels) + 0.5) + 1];
        for (var n = 0; n < weights.Length; n++)
        {
            weights[n] = Math.Exp(-0.5 * n * n / (sigmaVoxels * sigmaVoxels));
        }

        var sum = (2 * weights.Sum()) - weights[0];
        return [.. weights.Select(w => (float)(w / sum))];
    }
}
