using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Augmentation;

/// <summary>Shifts and stretches HU before they are normalised.</summary>
sealed class HuShift(HuShiftSettings settings) : IPatchStep
{
    public string Name => "hu-shift";

    public string Description => $"HU of {settings.Probability:P0} of the patches shifted by up to ±{settings.ShiftHu:0.#} HU and stretched by up to ±{settings.Stretch:P0}";

    public void Apply(Patch patch, ref Chance chance)
    {
        if (chance.Happens(settings.Probability))
        {
            var (shift, factor) = (chance.Between(-settings.ShiftHu, settings.ShiftHu), chance.Between(1 - settings.Stretch, 1 + settings.Stretch));
            Intensities.Affine(patch.Image, (float)factor, (float)shift);
        }
    }
}
