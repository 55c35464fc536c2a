using System.Collections.Immutable;

namespace DeepAnatomy.Training.Runs;

/// <summary>The data of a run.</summary>
/// <param name="Name">Name of the dataset.</param>
/// <param name="Path">Where it lies.</param>
/// <param name="Sha256">SHA-256 over images, label maps, classes and preprocessing of all cases.</param>
/// <param name="LabelSet">Its label set.</param>
/// <param name="Classes">Names of the classes, background first.</param>
/// <param name="Training">Cases that train.</param>
/// <param name="Validation">Cases that validate.</param>
public sealed record RunDataset(string Name, string Path, string Sha256, string LabelSet, ImmutableArray<string> Classes, ImmutableArray<string> Training, ImmutableArray<string> Validation);
