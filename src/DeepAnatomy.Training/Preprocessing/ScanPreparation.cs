using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Resampling;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Training.Preprocessing;

/// <summary>Crops and resamples a scan to what a network sees: one way for training and inference.</summary>
static class ScanPreparation
{
    /// <summary>The voxels a network sees of a scan whose axes are already turned as the network wants them.</summary>
    /// <param name="turned">HU.</param>
    /// <param name="settings">Spacing along the axes of <paramref name="turned"/>, crop, interpolation.</param>
    /// <param name="cancellation">Stops between slices.</param>
    public static Volume<short> Apply(Volume<short> turned, PreprocessingSettings settings, CancellationToken cancellation)
    {
        var box = settings.CropsToBody ? BodyBox.Find(turned, settings.BodyMarginMm) : BodyBox.Whole(turned.Shape);
        var cropped = box.Shape == turned.Shape ? turned : Resampler.Crop(turned, box.Start, box.Shape, Preparation.AirHu);
        var target = Resampler.GridWith(cropped.Grid, SpacingOf(cropped.Grid.Spacing, settings));
        return cropped.Grid.IsSameAs(target, 1e-6) ? cropped : Resampler.ToGrid(cropped, target, settings.ImageInterpolation, Preparation.AirHu, cancellation);
    }

    static Spacing SpacingOf(Spacing own, PreprocessingSettings settings)
    {
        double At(int axis) => settings.SpacingMm.Length > axis && settings.SpacingMm[axis] > 0 ? settings.SpacingMm[axis] : own.Along(axis);
        return new(At(0), At(1), At(2));
    }
}
