namespace DeepAnatomy.Training.Sampling;

/// <summary>What one iteration trains on. The buffers are used again and again: copy what is to be kept.</summary>
public sealed class Batch
{
    /// <summary>Makes the buffers.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="hasSoftTargets">Whether targets may be mixtures; see <see cref="Probabilities"/>.</param>
    public Batch(BatchShape shape, bool hasSoftTargets = false)
    {
        Shape = shape;
        Image = new float[checked(shape.Voxels * shape.Channels)];
        Labels = new byte[shape.Voxels];
        Weights = new float[shape.Voxels];
        Probabilities = hasSoftTargets ? new float[shape.Voxels] : null;
        Cases = new string[shape.Count];
        Array.Fill(Cases, "");
    }

    /// <summary>The sizes.</summary>
    public BatchShape Shape { get; }

    /// <summary>Normalised intensities, (Count, [Depth,] Height, Width, Channels).</summary>
    public float[] Image { get; }

    /// <summary>Class of each voxel, (Count, [Depth,] Height, Width); 0 where the weight is 0.</summary>
    public byte[] Labels { get; }

    /// <summary>Weight of each voxel in the loss, 0 … 1; 0 for undefined voxels and padding. The shape of <see cref="Labels"/>.</summary>
    public float[] Weights { get; }

    /// <summary>Target probability of the class in <see cref="Labels"/>, the rest belongs to background; null when all are 1.</summary>
    public float[]? Probabilities { get; }

    /// <summary>Name of the case of each sample.</summary>
    public string[] Cases { get; }

    /// <summary>The iteration it belongs to, from 0.</summary>
    public long Iteration { get; set; }

    /// <summary>Voxels whose weight is above 0; a batch with none teaches nothing and must be skipped.</summary>
    public long CountedVoxels { get; set; }
}
