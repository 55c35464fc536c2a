using System.Collections.Immutable;
using DeepAnatomy.Networks.Pickle;

namespace DeepAnatomy.Networks.NnUnet;

/// <summary>Reads the network's parameters off the names and shapes of its weights, for a checkpoint without plans. What the weights do not show (strides of the first stage, ε, activation) is what nnU-Net always takes.</summary>
static class WeightArchitecture
{
    const string Remedy = "Only PlainConvUNet and ResidualEncoderUNet can be read";
    const string PlainStage = "encoder.stages.{0}.0.convs.";
    const string ResidualStage = "encoder.stages.{0}.blocks.";

    /// <summary>Input and output channels.</summary>
    /// <param name="weights">Weights by name, each once.</param>
    /// <exception cref="PlanException">They are of no network known here.</exception>
    public static (int Input, int Output) Channels(IReadOnlyDictionary<string, PickleTensor> weights)
    {
        var first = Shape(weights, IsResidual(weights) ? "encoder.stem.convs.0.conv.weight" : "encoder.stages.0.0.convs.0.conv.weight");
        var heads = Count(weights, "decoder.seg_layers.");
        return (first[1], Shape(weights, $"decoder.seg_layers.{heads - 1}.weight")[0]);
    }

    /// <summary>The parameters.</summary>
    /// <param name="weights">Weights by name, each once.</param>
    /// <exception cref="PlanException">They are of no network known here.</exception>
    public static UNetArchitecture Read(IReadOnlyDictionary<string, PickleTensor> weights)
    {
        var residual = IsResidual(weights);
        var (input, output) = Channels(weights);
        var count = Count(weights, "encoder.stages.");
        var stages = Enumerable.Range(0, count).Select(stage => Stage(weights, residual, stage, count)).ToImmutableArray();
        var first = residual ? "encoder.stem.convs.0" : "encoder.stages.0.0.convs.0";
        return new()
        {
            Encoder = residual ? UNetEncoder.Residual : UNetEncoder.Plain,
            InputChannels = input,
            OutputChannels = output,
            Stages = stages,
            DecoderConvolutions = [.. Enumerable.Range(0, count - 1).Select(stage => Count(weights, $"decoder.stages.{stage}.convs."))],
            ConvolutionBias = weights.ContainsKey(first + ".conv.bias"),
            Normalization = new(weights.ContainsKey(first + ".norm.running_mean") ? UNetNormalizationKind.Batch : weights.ContainsKey(first + ".norm.weight") ? UNetNormalizationKind.Instance : UNetNormalizationKind.None, Affine: weights.ContainsKey(first + ".norm.weight")),
            StemFeatures = residual && Shape(weights, first + ".conv.weight")[0] is var stem && stem != stages[0].Features ? stem : null,
        };
    }

    static bool IsResidual(IReadOnlyDictionary<string, PickleTensor> weights) => weights.ContainsKey("encoder.stem.convs.0.conv.weight");

    static UNetStage Stage(IReadOnlyDictionary<string, PickleTensor> weights, bool residual, int stage, int count)
    {
        var prefix = string.Format(System.Globalization.CultureInfo.InvariantCulture, residual ? ResidualStage : PlainStage, stage);
        var kernel = Shape(weights, prefix + (residual ? "0.conv1.conv.weight" : "0.conv.weight"));
        var strides = stage == 0 ? [.. kernel[2..].Select(_ => 1)] : Shape(weights, $"decoder.transpconvs.{count - 1 - stage}.weight")[2..];
        return new(kernel[0], kernel[2..], strides, Count(weights, prefix));
    }

    static ImmutableArray<int> Shape(IReadOnlyDictionary<string, PickleTensor> weights, string name) =>
        weights.TryGetValue(name, out var tensor) && tensor.Shape is { Length: >= 3 and <= 5 } shape
            ? shape
            : throw new PlanException($"the checkpoint holds no weight '{name}'", Remedy);

    static int Count(IReadOnlyDictionary<string, PickleTensor> weights, string prefix)
    {
        var numbers = weights.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => name[prefix.Length..].Split('.')[0])
            .Where(text => int.TryParse(text, out _)).ToHashSet(StringComparer.Ordinal);
        return numbers.Count > 0 ? numbers.Count : throw new PlanException($"the checkpoint holds no weights '{prefix}…'", Remedy);
    }
}
