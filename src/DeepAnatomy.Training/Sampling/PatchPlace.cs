using DeepAnatomy.Training.Preprocessing;

namespace DeepAnatomy.Training.Sampling;

/// <summary>Where a patch lies: the voxel that its middle (voxel size / 2) is put on.</summary>
/// <param name="Case">The scan.</param>
/// <param name="I">Left.</param>
/// <param name="J">Back.</param>
/// <param name="K">Head.</param>
public readonly record struct PatchPlace(PreparedCase Case, int I, int J, int K);
