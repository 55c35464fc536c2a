namespace DeepAnatomy.Training.Preprocessing;

/// <summary>How labels between voxels are found.</summary>
public enum LabelInterpolation
{
    /// <summary>The class with the largest linear weight among the surrounding voxels, as one-hot masks would give it.</summary>
    LargestShare,

    /// <summary>The class of the nearest voxel.</summary>
    Nearest,
}
