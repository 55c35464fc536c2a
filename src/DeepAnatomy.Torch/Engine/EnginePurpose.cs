namespace DeepAnatomy.Torch.Engine;

/// <summary>What a network is loaded for.</summary>
public enum EnginePurpose
{
    /// <summary>Only to compute: weights do not change, and steps are fused (a batch normalization into the convolution before it).</summary>
    Inference,

    /// <summary>To be trained: weights have gradients, and may be changed in place between two passes.</summary>
    Training,
}
