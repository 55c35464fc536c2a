using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;

namespace DeepAnatomy.Networks.Safetensors;

/// <summary>What a file of safetensors holds.</summary>
/// <param name="Arrays">The arrays by name.</param>
/// <param name="Metadata">Texts by name.</param>
public sealed record SafetensorsContent(ImmutableDictionary<string, NdArray> Arrays, ImmutableDictionary<string, string> Metadata);
