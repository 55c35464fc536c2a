namespace DeepAnatomy.Training.Sparse;

/// <summary>What the loss sees of every voxel code under a policy: class, weight, and the probability of the class.</summary>
public sealed class TargetTable
{
    readonly byte[] labels = new byte[256];
    readonly float[] weights = new float[256];
    readonly float[] probabilities = new float[256];

    /// <summary>Builds the table.</summary>
    public TargetTable(SparseSettings settings)
    {
        HasSoftTargets = settings.Uncertain == UncertainPolicy.Soft;
        for (var code = 0; code < 256; code++)
        {
            var label = VoxelCode.ClassOf((byte)code);
            labels[code] = (byte)Math.Max(label, 0);
            weights[code] = label < 0 ? 0 : VoxelCode.IsCertain((byte)code) ? 1 : settings.Uncertain == UncertainPolicy.Ignore ? 0 : (float)settings.UncertainWeight;
            probabilities[code] = HasSoftTargets && !VoxelCode.IsCertain((byte)code) ? (float)settings.SoftProbability : 1;
        }
    }

    /// <summary>Whether a probability may be other than 1.</summary>
    public bool HasSoftTargets { get; }

    /// <summary>The class of a code; 0 where the weight is 0.</summary>
    public byte Label(byte code) => labels[code];

    /// <summary>The weight of a code, 0 … 1.</summary>
    public float Weight(byte code) => weights[code];

    /// <summary>The target probability of the class, 0 … 1; the rest belongs to background.</summary>
    public float Probability(byte code) => probabilities[code];

    /// <summary>Translates many voxels.</summary>
    /// <param name="codes">What is known of the voxels.</param>
    /// <param name="targetLabels">Classes, one per voxel.</param>
    /// <param name="targetWeights">Weights, one per voxel.</param>
    /// <param name="targetProbabilities">Probabilities, one per voxel; may be empty where <see cref="HasSoftTargets"/> is false.</param>
    /// <returns>The number of voxels whose weight is above 0.</returns>
    public int Translate(ReadOnlySpan<byte> codes, Span<byte> targetLabels, Span<float> targetWeights, Span<float> targetProbabilities)
    {
        var counted = 0;
        for (var n = 0; n < codes.Length; n++)
        {
            var code = codes[n];
            targetLabels[n] = labels[code];
            targetWeights[n] = weights[code];
            counted += weights[code] > 0 ? 1 : 0;
        }

        for (var n = 0; n < targetProbabilities.Length; n++)
        {
            targetProbabilities[n] = probabilities[codes[n]];
        }

        return counted;
    }
}
