namespace DeepAnatomy.Training.Sampling;

/// <summary>The sizes of a batch. Images are stored channels last: (Count, [Depth,] Height, Width, Channels); labels and weights without channels.</summary>
/// <param name="Count">Samples.</param>
/// <param name="Depth">Voxels along k; 1 in 2-D.</param>
/// <param name="Height">Voxels along j.</param>
/// <param name="Width">Voxels along i.</param>
/// <param name="Channels">Channels of the image.</param>
/// <param name="IsVolumetric">Whether the network is 3-D, so that the axis of depth is there even if it is 1.</param>
public sealed record BatchShape(int Count, int Depth, int Height, int Width, int Channels, bool IsVolumetric)
{
    /// <summary>Voxels of one sample.</summary>
    public int SampleVoxels => checked(Depth * Height * Width);

    /// <summary>Voxels of the batch.</summary>
    public int Voxels => checked(Count * SampleVoxels);

    /// <summary>Dimensions of the image as an engine wants them, channels last.</summary>
    public long[] ImageDimensions => IsVolumetric ? [Count, Depth, Height, Width, Channels] : [Count, Height, Width, Channels];

    /// <summary>Dimensions of labels and weights.</summary>
    public long[] LabelDimensions => IsVolumetric ? [Count, Depth, Height, Width] : [Count, Height, Width];

    /// <summary>Bytes of the buffers of a batch.</summary>
    public long Bytes => (long)Voxels * ((4 * Channels) + 1 + 4);
}
