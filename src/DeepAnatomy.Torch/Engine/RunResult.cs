using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;

namespace DeepAnatomy.Torch.Engine;

/// <summary>What a network made of its inputs.</summary>
/// <param name="Outputs">The outputs in the order of the network; single precision unless the network was loaded in double.</param>
/// <param name="Taps">For each tapped layer its outputs in order of calls; a shared layer has several.</param>
public sealed record RunResult(ImmutableArray<NdArray> Outputs, ImmutableDictionary<string, ImmutableArray<NdArray>> Taps);
