using DeepAnatomy.Imaging.Phantoms;
using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Augmentation;

/// <summary>Adds noise, independent from voxel to voxel.</summary>
sealed class GaussianNoise(GaussianNoiseSettings settings) : IPatchStep
{
    public string Name => "noise";

    public string Description => $"noise on {settings.Probability:P0} of the patches, variance 0 to {settings.LargestVariance:0.###}";

    public void Apply(Patch patch, ref Chance chance)
    {
        if (!chance.Happens(settings.Probability))
        {
            return;
        }

        var (sd, seed, image) = ((float)Math.Sqrt(chance.Between(0, settings.LargestVariance)), chance.Seed(), patch.Image);
        for (var n = 0; n < image.Length; n++)
        {
            image[n] += sd * CounterRandom.Bell(seed, (ulong)n);
        }
    }
}
