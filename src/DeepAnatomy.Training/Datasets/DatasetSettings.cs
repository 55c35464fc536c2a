using System.Collections.Immutable;
using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Datasets;

/// <summary>Where the annotated scans are and what is learned from them.</summary>
public sealed record DatasetSettings
{
    /// <summary>The dataset.</summary>
    [Setting("Folder of the dataset, or a table (CSV) of its cases.", "Ordner des Datensatzes oder eine Tabelle (CSV) seiner Fälle.")]
    public string Path { get; init; } = "";

    /// <summary>How it lies on disk.</summary>
    [Setting("How the dataset lies on disk; told apart by itself unless given.", "Wie der Datensatz auf der Platte liegt; wird von selbst erkannt, wenn nicht angegeben.")]
    public DatasetFormat Format { get; init; } = DatasetFormat.Auto;

    /// <summary>What the label values mean.</summary>
    [Setting("Name of a known label set or a JSON file with one; empty takes the names beside or in the label maps.", "Name eines bekannten Label-Satzes oder eine JSON-Datei damit; leer nimmt die Namen neben oder in den Label-Bildern.")]
    public string LabelSet { get; init; } = "";

    /// <summary>What is learned.</summary>
    [Setting("The classes in the order of the network's output, without background; empty makes every label a class.", "Die Klassen in der Reihenfolge der Netz-Ausgabe, ohne Hintergrund; leer macht jedes Label zu einer Klasse.")]
    public ImmutableArray<ClassSetting> Classes { get; init; } = [];

    /// <summary>Who a case belongs to.</summary>
    [Setting("Regular expression whose first group is the patient within a case's name, so that scans of one patient stay in one fold; empty makes every case a patient of its own, except follow-ups (NAME-follow-up) and tables with a column patient.", "Regulärer Ausdruck, dessen erste Gruppe den Patienten im Namen des Falls angibt, damit Aufnahmen eines Patienten in einer Gruppe bleiben; leer macht jeden Fall zu einem eigenen Patienten, außer Verlaufsaufnahmen (NAME-follow-up) und Tabellen mit einer Spalte patient.")]
    public string PatientPattern { get; init; } = "";

    /// <summary>Whether cases without labels are allowed.</summary>
    [Setting("Leave out cases that have no label map instead of refusing the dataset.", "Fälle ohne Label-Bild auslassen, statt den Datensatz abzulehnen.")]
    public bool SkipsUnlabelled { get; init; }
}
