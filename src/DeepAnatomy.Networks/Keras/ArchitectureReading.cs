using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Keras.Migration;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Keras;

/// <summary>A network without weights that was read, and what had to be changed for it.</summary>
/// <param name="Network">The network.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Notes">Changes from an older Keras; empty for files of Keras 3.</param>
public sealed record ArchitectureReading(Network Network, ModelOrigin Origin, ImmutableArray<MigrationNote> Notes);
