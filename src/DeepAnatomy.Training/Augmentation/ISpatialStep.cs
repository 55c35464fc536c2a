using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Augmentation;

/// <summary>An augmentation that moves voxels. All of them together are one resampling.</summary>
public interface ISpatialStep
{
    /// <summary>Name of the step; also the name of its stream of chance.</summary>
    string Name { get; }

    /// <summary>What it does with its numbers, one line.</summary>
    string Description { get; }

    /// <summary>The map of one sample, or null where the step does nothing this time.</summary>
    /// <param name="spacing">Spacing of the scan.</param>
    /// <param name="chance">The step's stream.</param>
    Warp? Draw(Spacing spacing, ref Chance chance);
}
