using System.Collections.Immutable;
using DeepAnatomy.Networks.Architectures;

namespace DeepAnatomy.Training.Planning;

/// <summary>The U-Net that a plan proposes. Sizes per axis are i, j and (3-D) k.</summary>
/// <param name="Dimensions">2 or 3.</param>
/// <param name="Channels">Channels of the image.</param>
/// <param name="Classes">Classes with background.</param>
/// <param name="Filters">Feature maps of each level, the finest first.</param>
/// <param name="Strides">Stride into each level per axis; the first is all 1.</param>
/// <param name="Kernels">Size of the convolutions of each level per axis.</param>
/// <param name="ConvolutionsPerLevel">Convolutions of each level on the way down and up.</param>
/// <param name="DeepSupervision">Whether every level of the decoder is compared with the labels.</param>
public sealed record NetworkProposal(
    int Dimensions,
    int Channels,
    int Classes,
    ImmutableArray<int> Filters,
    ImmutableArray<ImmutableArray<int>> Strides,
    ImmutableArray<ImmutableArray<int>> Kernels,
    int ConvolutionsPerLevel,
    bool DeepSupervision)
{
    /// <summary>Levels.</summary>
    public int Levels => Filters.Length;

    /// <summary>What a patch must be divisible by, per axis: the product of the strides.</summary>
    public ImmutableArray<int> Divisors => [.. Enumerable.Range(0, Dimensions).Select(axis => Strides.Aggregate(1, (product, s) => product * s[axis]))];

    /// <summary>The template: nnU-Net's own network where deep supervision is wanted, else a U-Net that halves all axes from level to level.</summary>
    public ArchitectureTemplate ToTemplate() => DeepSupervision
        ? new NnUnetPlain
        {
            Dimensions = Dimensions,
            InputChannels = Channels,
            Classes = Classes,
            FeaturesPerStage = Filters,
            KernelSizes = Reversed(Kernels),
            Strides = Reversed(Strides),
            ConvPerStage = [ConvolutionsPerLevel],
            ConvPerStageDecoder = [ConvolutionsPerLevel],
            DeepSupervision = true,
        }
        : Dimensions == 3
            ? new UNet3D { InputChannels = Channels, Classes = Classes, Levels = Levels, BaseFilters = Filters[0], MaxFilters = Filters.Max(), ConvPerLevel = ConvolutionsPerLevel }
            : new UNet2D { InputChannels = Channels, Classes = Classes, Levels = Levels, BaseFilters = Filters[0], MaxFilters = Filters.Max(), ConvPerLevel = ConvolutionsPerLevel, Norm = NormalizationKind.Instance };

    // Networks count their axes k, j, i.
    static ImmutableArray<ImmutableArray<int>> Reversed(ImmutableArray<ImmutableArray<int>> levels) => [.. levels.Select(axes => axes.Reverse().ToImmutableArray())];
}
