using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Augmentation;

/// <summary>Blurs the patch; beyond its border the border goes on.</summary>
sealed class GaussianBlur(GaussianBlurSettings settings) : IPatchStep
{
    public string Name => "blur";

    public string Description => $"blur of {settings.Probability:P0} of the patches, σ {settings.SmallestSigma:0.##} to {settings.LargestSigma:0.##} voxels";

    public void Apply(Patch patch, ref Chance chance)
    {
        if (!chance.Happens(settings.Probability))
        {
            return;
        }

        var weights = Weights(chance.Between(settings.SmallestSigma, settings.LargestSigma));
        for (var c = 0; c < patch.Channels; c++)
        {
            for (var axis = 0; axis < 3; axis++)
            {
                Lines.Convolve(patch, patch.Channel(c), axis, weights);
            }
        }
    }

    static float[] Weights(double sigma)
    {
        var radius = (int)Math.Ceiling(3 * sigma);
        var weights = Enumerable.Range(-radius, (2 * radius) + 1).Select(x => Math.Exp(-x * x / (2 * sigma * sigma))).ToArray();
        var sum = weights.Sum();
        return [.. weights.Select(w => (float)(w / sum))];
    }
}
