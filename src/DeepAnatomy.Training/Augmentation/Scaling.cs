using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Augmentation;

/// <summary>Makes structures smaller or larger, one as often as the other.</summary>
sealed class Scaling(ScalingSettings settings, bool isVolumetric) : ISpatialStep
{
    public string Name => "scaling";

    public string Description => $"scaling of {settings.Probability:P0} of the patches by {settings.Smallest:0.##} to {settings.Largest:0.##}";

    public Warp? Draw(Spacing spacing, ref Chance chance)
    {
        if (!chance.Happens(settings.Probability))
        {
            return null;
        }

        var isSmaller = chance.Happens(0.5) && settings.Smallest < 1;
        var factor = isSmaller ? chance.Between(settings.Smallest, Math.Min(1, settings.Largest)) : chance.Between(Math.Max(1, settings.Smallest), Math.Max(1, settings.Largest));
        return Sampling.Warp.Identity with { II = 1 / factor, JJ = 1 / factor, KK = isVolumetric ? 1 / factor : 1 };
    }
}
