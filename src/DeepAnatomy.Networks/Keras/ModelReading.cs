using System.Collections.Immutable;
using DeepAnatomy.Networks.Keras.Migration;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Keras;

/// <summary>A model that was read, and what had to be changed for it.</summary>
/// <param name="Model">The model.</param>
/// <param name="Notes">Changes, mostly from an older Keras; empty when nothing was changed.</param>
public sealed record ModelReading(Model Model, ImmutableArray<MigrationNote> Notes);
