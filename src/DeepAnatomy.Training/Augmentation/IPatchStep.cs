using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Augmentation;

/// <summary>An augmentation that changes a patch in place: its intensities, or the order of its voxels.</summary>
public interface IPatchStep
{
    /// <summary>Name of the step; also the name of its stream of chance.</summary>
    string Name { get; }

    /// <summary>What it does with its numbers, one line.</summary>
    string Description { get; }

    /// <summary>Changes the patch, or not.</summary>
    /// <param name="patch">HU for steps of the CT, else normalised intensities.</param>
    /// <param name="chance">The step's stream.</param>
    void Apply(Patch patch, ref Chance chance);
}
