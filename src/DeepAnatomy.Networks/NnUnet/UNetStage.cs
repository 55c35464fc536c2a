using System.Collections.Immutable;

namespace DeepAnatomy.Networks.NnUnet;

/// <summary>One stage of the encoder, all at one resolution.</summary>
/// <param name="Features">Output channels.</param>
/// <param name="KernelSize">Size of the convolutions along each spatial axis.</param>
/// <param name="Strides">Step of the stage's first convolution along each spatial axis; the decoder's transposed convolution has the same.</param>
/// <param name="Blocks">Convolutions, or residual blocks.</param>
public sealed record UNetStage(int Features, ImmutableArray<int> KernelSize, ImmutableArray<int> Strides, int Blocks)
{
    /// <inheritdoc/>
    public bool Equals(UNetStage? other) =>
        other is not null && Features == other.Features && Blocks == other.Blocks && KernelSize.SequenceEqual(other.KernelSize) && Strides.SequenceEqual(other.Strides);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Features, Blocks, KernelSize.Length);
}
