using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Augmentation;

/// <summary>Bends the patch smoothly in the axial plane.</summary>
sealed class ElasticBending(ElasticSettings settings, BatchShape shape) : ISpatialStep
{
    public string Name => "elastic";

    public string Description => $"elastic bending of {settings.Probability:P0} of the patches by up to {settings.MagnitudeMm:0.#} mm per {settings.GridMm:0.#} mm";

    public Warp? Draw(Spacing spacing, ref Chance chance) => chance.Happens(settings.Probability)
        ? Sampling.Warp.Identity with
        {
            Elastic = new(
                shape.Width,
                shape.Height,
                (Math.Max(2, settings.GridMm / spacing.IMm), Math.Max(2, settings.GridMm / spacing.JMm)),
                (settings.MagnitudeMm / spacing.IMm, settings.MagnitudeMm / spacing.JMm),
                chance.Seed()),
        }
        : null;
}
