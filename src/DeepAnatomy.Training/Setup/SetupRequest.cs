using System.Collections.Immutable;

namespace DeepAnatomy.Training.Setup;

/// <summary>Which training is wanted.</summary>
/// <param name="Configuration">File of the configuration.</param>
/// <param name="Overrides">Changes of single settings, each <c>path.to.field=value</c>.</param>
/// <param name="Architecture">File of the architecture; null for that of the configuration.</param>
/// <param name="ReadsVoxels">Whether to look into every label map; else headers only.</param>
public sealed record SetupRequest(string Configuration, ImmutableArray<string> Overrides, string? Architecture, bool ReadsVoxels);
