using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Augmentation;

/// <summary>Multiplies the differences from the mean; the range is kept.</summary>
sealed class Contrast(ContrastSettings settings) : IPatchStep
{
    public string Name => "contrast";

    public string Description => $"contrast of {settings.Probability:P0} of the patches times {settings.Smallest:0.##} to {settings.Largest:0.##}";

    public void Apply(Patch patch, ref Chance chance)
    {
        if (chance.Happens(settings.Probability))
        {
            var factor = (float)chance.Between(settings.Smallest, settings.Largest);
            var (mean, _, min, max) = Intensities.Describe(patch.Image);
            Intensities.Affine(patch.Image, factor, mean * (1 - factor), min, max);
        }
    }
}
