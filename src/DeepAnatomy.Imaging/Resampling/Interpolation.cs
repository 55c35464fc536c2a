namespace DeepAnatomy.Imaging.Resampling;

/// <summary>How values between voxel centres are found.</summary>
public enum Interpolation
{
    /// <summary>The value of the nearest voxel; the only right choice for labels and masks (but see <see cref="LabelResampler"/>).</summary>
    Nearest,

    /// <summary>Between the 8 surrounding voxels.</summary>
    Linear,

    /// <summary>Cubic B-spline through the voxels (prefiltered, mirrored at the border), as <c>scipy.ndimage</c> with <c>order=3, mode='mirror'</c>. May overshoot at edges.</summary>
    CubicBSpline,
}
