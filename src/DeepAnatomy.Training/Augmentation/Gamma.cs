using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Augmentation;

/// <summary>Bends the scale of intensities, on the image or on its negative; mean and standard deviation are kept.</summary>
sealed class Gamma(double probability, double smallest, double largest, bool isInverted) : IPatchStep
{
    const float LeastRange = 1e-7f;

    public string Name => isInverted ? "gamma-inverted" : "gamma";

    public string Description => $"gamma of {probability:P0} of the patches{(isInverted ? " as negatives" : "")}, {smallest:0.##} to {largest:0.##}";

    public void Apply(Patch patch, ref Chance chance)
    {
        if (!chance.Happens(probability))
        {
            return;
        }

        var exponent = (float)chance.Between(smallest, largest);
        var image = patch.Image.AsSpan();
        if (isInverted)
        {
            Intensities.Affine(image, -1, 0);
        }

        var (mean, sd, min, max) = Intensities.Describe(image);
        if (max - min > LeastRange)
        {
            Intensities.Gamma(image, min, max - min, exponent);
            var (newMean, newSd, _, _) = Intensities.Describe(image);
            var factor = newSd > LeastRange ? sd / newSd : 1;
            Intensities.Affine(image, factor, mean - (factor * newMean));
        }

        if (isInverted)
        {
            Intensities.Affine(image, -1, 0);
        }
    }
}
