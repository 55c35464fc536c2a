using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Augmentation;

/// <summary>Turns the patch in millimetres, whatever the spacing.</summary>
sealed class Rotation(RotationSettings settings, bool isVolumetric) : ISpatialStep
{
    public string Name => "rotation";

    public string Description => $"rotation of {settings.Probability:P0} of the patches, ±{settings.InPlaneDegrees:0.#}° in the axial plane{(isVolumetric ? $", ±{settings.OutOfPlaneDegrees:0.#}° out of it" : "")}";

    public Warp? Draw(Spacing spacing, ref Chance chance)
    {
        if (!chance.Happens(settings.Probability))
        {
            return null;
        }

        var (sin, cos) = Angle(settings.InPlaneDegrees, ref chance);
        var warp = Sampling.Warp.Identity with { II = cos, IJ = -sin * spacing.JMm / spacing.IMm, JI = sin * spacing.IMm / spacing.JMm, JJ = cos };
        if (!isVolumetric || settings.OutOfPlaneDegrees == 0)
        {
            return warp;
        }

        (sin, cos) = Angle(settings.OutOfPlaneDegrees, ref chance);
        var about = Sampling.Warp.Identity with { JJ = cos, JK = -sin * spacing.KMm / spacing.JMm, KJ = sin * spacing.JMm / spacing.KMm, KK = cos };
        (sin, cos) = Angle(settings.OutOfPlaneDegrees, ref chance);
        var other = Sampling.Warp.Identity with { II = cos, IK = sin * spacing.KMm / spacing.IMm, KI = -sin * spacing.IMm / spacing.KMm, KK = cos };
        return other.After(about.After(warp));
    }

    static (double Sin, double Cos) Angle(double degrees, ref Chance chance) => Math.SinCos(chance.Between(-degrees, degrees) * Math.PI / 180);
}
