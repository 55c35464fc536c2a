using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Networks.NnUnet;

/// <summary>
/// Builds the networks of nnU-Net (<c>PlainConvUNet</c>, <c>ResidualEncoderUNet</c>) in the layers of Keras, channels last, any image size that <see cref="UNetArchitecture.Divisors"/> divide.
/// PyTorch pads a strided convolution alike on both sides where Keras's <c>same</c> puts more at the end, so such convolutions get their zeros from a layer in front.
/// Source: dynamic-network-architectures (MIC-DKFZ), read for its structure.
/// </summary>
public static class UNetBuilder
{
    /// <summary>The network; layers are called as the modules of nnU-Net with <c>_</c> for the dots.</summary>
    /// <param name="architecture">The parameters.</param>
    /// <param name="name">Name of the network.</param>
    /// <exception cref="ArgumentException">The parameters contradict each other; says all problems.</exception>
    public static Network Build(UNetArchitecture architecture, string name) => Build(architecture, name, out _);

    /// <summary>The network, with the module of nnU-Net behind each layer that owns weights.</summary>
    /// <param name="architecture">The parameters.</param>
    /// <param name="name">Name of the network.</param>
    /// <param name="modules">Name of the module by name of the layer.</param>
    internal static Network Build(UNetArchitecture architecture, string name, out IReadOnlyDictionary<string, string> modules)
    {
        if (UNetCheck.Problems(architecture) is { Length: > 0 } problems)
        {
            throw new ArgumentException(string.Join(" ", problems), nameof(architecture));
        }

        var blocks = new UNetBlocks(architecture);
        var input = blocks.Builder.Input(new([null, .. Enumerable.Repeat<int?>(null, architecture.SpatialRank), architecture.InputChannels]), "image");
        var skips = architecture.Encoder == UNetEncoder.Plain ? PlainEncoder(blocks, input) : ResidualEncoder(blocks, input);
        var outputs = Decoder(blocks, skips);
        modules = blocks.Modules;
        return blocks.Builder.Build(name, outputs);
    }

    static TensorRef[] PlainEncoder(UNetBlocks blocks, TensorRef tensor)
    {
        var stages = blocks.Architecture.Stages;
        var skips = new TensorRef[stages.Length];
        for (var stage = 0; stage < stages.Length; stage++)
        {
            skips[stage] = tensor = blocks.Stack($"encoder.stages.{stage}.0", tensor, stages[stage], stages[stage].Blocks, stages[stage].Strides);
        }

        return skips;
    }

    static TensorRef[] ResidualEncoder(UNetBlocks blocks, TensorRef tensor)
    {
        var stages = blocks.Architecture.Stages;
        var skips = new TensorRef[stages.Length];
        var features = blocks.Architecture.StemFeatures ?? stages[0].Features;
        tensor = blocks.Stack("encoder.stem", tensor, stages[0] with { Features = features }, 1, UNetBlocks.Ones(stages[0].KernelSize));
        for (var stage = 0; stage < stages.Length; stage++)
        {
            for (var block = 0; block < stages[stage].Blocks; block++)
            {
                var strides = block == 0 ? stages[stage].Strides : UNetBlocks.Ones(stages[stage].Strides);
                tensor = blocks.Residual($"encoder.stages.{stage}.blocks.{block}", tensor, stages[stage], features, strides);
                features = stages[stage].Features;
            }

            skips[stage] = tensor;
        }

        return skips;
    }

    static ImmutableArray<TensorRef> Decoder(UNetBlocks blocks, TensorRef[] skips)
    {
        var architecture = blocks.Architecture;
        List<TensorRef> outputs = [];
        var tensor = skips[^1];
        for (var level = 0; level < skips.Length - 1; level++)
        {
            var above = skips.Length - 2 - level;
            tensor = blocks.Up($"decoder.transpconvs.{level}", tensor, architecture.Stages[above].Features, architecture.Stages[above + 1].Strides);
            tensor = blocks.Builder.Add(new Concatenate { Name = $"decoder_concat_{level}" }, tensor, skips[above]);
            tensor = blocks.Stack($"decoder.stages.{level}", tensor, architecture.Stages[above], architecture.DecoderConvolutions[level], UNetBlocks.Ones(architecture.Stages[above].Strides));
            if (architecture.DeepSupervision || above == 0)
            {
                outputs.Insert(0, blocks.Head($"decoder.seg_layers.{level}", tensor));
            }
        }

        return [.. outputs];
    }
}
