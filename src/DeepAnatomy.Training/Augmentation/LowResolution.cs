using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Augmentation;

/// <summary>Leaves voxels out and fills them in linearly: nearest downwards, linear upwards, as nnU-Net.</summary>
sealed class LowResolution(LowResolutionSettings settings) : IPatchStep
{
    public string Name => "low-resolution";

    public string Description => $"resolution of {settings.Probability:P0} of the patches lowered to {settings.Smallest:P0} to {settings.Largest:P0}";

    public void Apply(Patch patch, ref Chance chance)
    {
        if (!chance.Happens(settings.Probability))
        {
            return;
        }

        var factor = chance.Between(settings.Smallest, settings.Largest);
        for (var c = 0; c < patch.Channels; c++)
        {
            for (var axis = 0; axis < 3; axis++)
            {
                var count = axis == 0 ? patch.Width : axis == 1 ? patch.Height : patch.Depth;
                Lines.Blend(patch, patch.Channel(c), axis, Plan(count, factor));
            }
        }
    }

    /// <summary>For every voxel of a line the two voxels it is made of, and the weight of the second.</summary>
    static (int Low, int High, float Weight)[] Plan(int count, double factor)
    {
        var small = Math.Max(1, (int)Math.Round(count * factor));
        int Kept(int n) => (int)((Math.Clamp(n, 0, small - 1) + 0.5) * count / small);
        return [.. Enumerable.Range(0, count).Select(x =>
        {
            var at = Math.Clamp(((x + 0.5) * small / count) - 0.5, 0, small - 1);
            return (Kept((int)at), Kept((int)at + 1), (float)(at - (int)at));
        })];
    }
}
