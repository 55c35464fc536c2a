using System.Collections.Immutable;

namespace DeepAnatomy.Networks.NnUnet;

/// <summary>Checks the parameters of a U-Net.</summary>
static class UNetCheck
{
    /// <summary>What is wrong, each one sentence; empty when nothing is.</summary>
    /// <param name="architecture">The parameters.</param>
    public static ImmutableArray<string> Problems(UNetArchitecture architecture) => [.. All(architecture)];

    static IEnumerable<string> All(UNetArchitecture architecture)
    {
        if (architecture.Stages is not { Length: >= 2 and <= 32 } stages)
        {
            yield return "A U-Net has 2 to 32 stages.";
            yield break;
        }

        if (architecture.SpatialRank is < 1 or > 3)
        {
            yield return "A U-Net has one, two or three spatial axes.";
        }

        if (stages.Any(stage => stage.KernelSize.Length != architecture.SpatialRank || stage.Strides.Length != architecture.SpatialRank))
        {
            yield return "All stages have as many kernel sizes and strides as there are spatial axes.";
        }

        if (stages.Any(stage => stage.Features < 1 || stage.Blocks < 1 || stage.KernelSize.Any(size => size < 1) || stage.Strides.Any(step => step < 1)))
        {
            yield return "Features, blocks, kernel sizes and strides are positive.";
        }

        if (architecture.DecoderConvolutions.Length != stages.Length - 1 || architecture.DecoderConvolutions.Any(count => count < 1))
        {
            yield return $"The decoder of {stages.Length} stages has {stages.Length - 1} stages of at least one convolution.";
        }

        if (architecture.InputChannels < 1 || architecture.OutputChannels < 1)
        {
            yield return "A U-Net has at least one input channel and one output channel.";
        }

        if (stages.Sum(stage => (long)stage.Blocks) + architecture.DecoderConvolutions.Sum(count => (long)count) > 1000)
        {
            yield return "A U-Net of more than 1000 convolutions cannot be built.";
        }
    }
}
