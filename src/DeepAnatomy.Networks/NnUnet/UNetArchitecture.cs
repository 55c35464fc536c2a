using System.Collections.Immutable;

namespace DeepAnatomy.Networks.NnUnet;

/// <summary>The parameters of a U-Net as the plans of nnU-Net give them.</summary>
public sealed record UNetArchitecture
{
    /// <summary>What the stages of the encoder are made of.</summary>
    public required UNetEncoder Encoder { get; init; }

    /// <summary>Input channels.</summary>
    public required int InputChannels { get; init; }

    /// <summary>Output channels: classes with the background, or regions.</summary>
    public required int OutputChannels { get; init; }

    /// <summary>Stages of the encoder, full resolution first; two at least. The last one is the bottleneck.</summary>
    public required ImmutableArray<UNetStage> Stages { get; init; }

    /// <summary>Convolutions of each stage of the decoder, lowest resolution first; one fewer than <see cref="Stages"/>.</summary>
    public required ImmutableArray<int> DecoderConvolutions { get; init; }

    /// <summary>Whether convolutions have a bias (the output layers always have one, the residual blocks' 1×1 convolutions never).</summary>
    public bool ConvolutionBias { get; init; } = true;

    /// <summary>The normalisation after each convolution.</summary>
    public UNetNormalization Normalization { get; init; } = new(UNetNormalizationKind.Instance);

    /// <summary>The function after each normalisation.</summary>
    public UNetActivation Activation { get; init; } = UNetActivation.LeakyReLU;

    /// <summary>True when the function stands before the normalisation.</summary>
    public bool ActivationFirst { get; init; }

    /// <summary>Share of channels dropped after a convolution in training; 0 for none.</summary>
    public double Dropout { get; init; }

    /// <summary>Channels of the residual encoder's stem; null = those of the first stage.</summary>
    public int? StemFeatures { get; init; }

    /// <summary>True for one output per stage of the decoder, full resolution first, as training with deep supervision needs.</summary>
    public bool DeepSupervision { get; init; }

    /// <summary>Spatial axes: 1, 2 or 3.</summary>
    public int SpatialRank => Stages[0].KernelSize.Length;

    /// <summary>What the size of an image has to be divisible by along each spatial axis.</summary>
    public ImmutableArray<int> Divisors => [.. Enumerable.Range(0, SpatialRank).Select(axis => Stages.Aggregate(1, (product, stage) => product * stage.Strides[axis]))];
}
