using System.Collections.Immutable;
using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Datasets;

/// <summary>One class that the network learns.</summary>
public sealed record ClassSetting
{
    /// <summary>Name of the class.</summary>
    [Setting("Name of the class as it appears in the model and in results.", "Name der Klasse, wie er im Modell und in Ergebnissen erscheint.")]
    public string Name { get; init; } = "";

    /// <summary>What belongs to it.</summary>
    [Setting("Labels or groups of the label set that form the class; empty means the label or group of the same name.", "Label oder Gruppen des Label-Satzes, die die Klasse bilden; leer bedeutet Label oder Gruppe gleichen Namens.")]
    public ImmutableArray<string> Labels { get; init; } = [];
}
