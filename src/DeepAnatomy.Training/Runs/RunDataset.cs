using System.Collections.Immutable;
using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Runs;

/// <summary>The data of a run.</summary>
public sealed record RunDataset
{
    /// <summary>Name of the dataset.</summary>
    [Setting("Name of the dataset.", "Name des Datensatzes.")]
    public string Name { get; init; } = "";

    /// <summary>Where it lies.</summary>
    [Setting("Where the dataset lay when the run began.", "Wo der Datensatz lag, als der Lauf begann.")]
    public string Path { get; init; } = "";

    /// <summary>Hash of all cases.</summary>
    [Setting("SHA-256 over images, label maps, classes and preprocessing of all cases.", "SHA-256 über Bilder, Label-Bilder, Klassen und Vorverarbeitung aller Fälle.", Pattern = "^[0-9a-f]{64}$")]
    public string Sha256 { get; init; } = "";

    /// <summary>Its label set.</summary>
    [Setting("Label set of the dataset.", "Label-Satz des Datensatzes.")]
    public string LabelSet { get; init; } = "";

    /// <summary>Names of the classes.</summary>
    [Setting("Names of the classes in the order of the network's output, background first.", "Namen der Klassen in der Reihenfolge der Netz-Ausgabe, Hintergrund zuerst.")]
    public ImmutableArray<string> Classes { get; init; } = [];

    /// <summary>Cases that train.</summary>
    [Setting("Cases that train.", "Fälle, die trainieren.")]
    public ImmutableArray<string> Training { get; init; } = [];

    /// <summary>Cases that validate.</summary>
    [Setting("Cases that validate.", "Fälle, die validieren.")]
    public ImmutableArray<string> Validation { get; init; } = [];
}
