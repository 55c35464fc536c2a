using System.Collections.Immutable;
using DeepAnatomy.Networks.Keras.Migration;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Keras;

/// <summary>A model that was read, and what had to be changed for it.</summary>
/// <param name="Model">The model.</param>
/// <param name="Notes">Changes from an older Keras; empty for files of Keras 3.</param>
public sealed record ModelReading(Model Model, ImmutableArray<MigrationNote> Notes);
