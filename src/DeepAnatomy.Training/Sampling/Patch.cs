namespace DeepAnatomy.Training.Sampling;

/// <summary>A patch in the making: planar channels and voxel codes, i fastest, with working memory beside it. Belongs to one thread at a time.</summary>
public sealed class Patch
{
    /// <summary>Makes the buffers for one sample of a batch.</summary>
    public Patch(BatchShape shape)
    {
        (Width, Height, Depth, Channels) = (shape.Width, shape.Height, shape.Depth, shape.Channels);
        Image = new float[checked(shape.SampleVoxels * shape.Channels)];
        Codes = new byte[shape.SampleVoxels];
        Spare = new float[shape.SampleVoxels];
    }

    /// <summary>Voxels along i.</summary>
    public int Width { get; }

    /// <summary>Voxels along j.</summary>
    public int Height { get; }

    /// <summary>Voxels along k; 1 in 2-D.</summary>
    public int Depth { get; }

    /// <summary>Channels.</summary>
    public int Channels { get; }

    /// <summary>Voxels of one channel.</summary>
    public int Voxels => Codes.Length;

    /// <summary>Intensities, one channel behind the other: HU first, normalised later.</summary>
    public float[] Image { get; }

    /// <summary>What is known of each voxel (<see cref="Sparse.VoxelCode"/>).</summary>
    public byte[] Codes { get; }

    /// <summary>Working memory of the size of one channel.</summary>
    public float[] Spare { get; }

    /// <summary>The intensities of one channel.</summary>
    public Span<float> Channel(int channel) => Image.AsSpan(channel * Voxels, Voxels);
}
