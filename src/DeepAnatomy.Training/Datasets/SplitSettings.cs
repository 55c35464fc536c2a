using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Datasets;

/// <summary>How cases are shared out between training and validation.</summary>
public sealed record SplitSettings
{
    /// <summary>Number of folds.</summary>
    [Setting("Number of folds of the cross-validation; patients are shared out, never their single scans.", "Anzahl der Gruppen der Kreuzvalidierung; verteilt werden Patienten, nie ihre einzelnen Aufnahmen.", Minimum = 2, Maximum = 100)]
    public int Folds { get; init; } = 5;

    /// <summary>The fold that validates.</summary>
    [Setting("The fold that validates this training; the others train. Counted from 0.", "Die Gruppe, die dieses Training validiert; die anderen trainieren. Gezählt ab 0.", Minimum = 0, Maximum = 99)]
    public int Fold { get; init; }

    /// <summary>Seed of the sharing out.</summary>
    [Setting("Seed of the split; the same seed and patients give the same folds.", "Startwert der Aufteilung; gleicher Wert und gleiche Patienten ergeben gleiche Gruppen.", Minimum = 0, Maximum = int.MaxValue)]
    public int Seed { get; init; } = 1;
}
