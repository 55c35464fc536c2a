using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Loop;

/// <summary>A part of a case that goes through the network at once.</summary>
/// <param name="I">First voxel along i.</param>
/// <param name="J">First voxel along j.</param>
/// <param name="K">First slice; in 2.5-D the slice that is learned.</param>
/// <param name="Shape">Sizes with padding; one sample.</param>
public sealed record Tile(int I, int J, int K, BatchShape Shape)
{
    /// <summary>Normalised intensities, channels last; padding is air.</summary>
    public float[] Image { get; } = new float[Shape.Voxels * Shape.Channels];

    /// <summary>What is known of each voxel; padding, and what an earlier tile covered, is undefined.</summary>
    public byte[] Codes { get; } = new byte[Shape.Voxels];
}
