using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Augmentation;

/// <summary>Multiplies the normalised intensities.</summary>
sealed class Brightness(BrightnessSettings settings) : IPatchStep
{
    public string Name => "brightness";

    public string Description => $"brightness of {settings.Probability:P0} of the patches times {settings.Smallest:0.##} to {settings.Largest:0.##}";

    public void Apply(Patch patch, ref Chance chance)
    {
        if (chance.Happens(settings.Probability))
        {
            Intensities.Affine(patch.Image, (float)chance.Between(settings.Smallest, settings.Largest), 0);
        }
    }
}
