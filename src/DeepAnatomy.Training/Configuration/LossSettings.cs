using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Configuration;

/// <summary>One part of the loss; the parts are added with their weights.</summary>
public abstract record LossSettings
{
    /// <summary>Factor of this part in the sum.</summary>
    [Setting("Factor of this part in the sum of all parts.", "Faktor dieses Teils in der Summe aller Teile.", Minimum = 0, Maximum = 1000)]
    public double Weight { get; init; } = 1;
}

/// <summary>Cross entropy over the voxels that are defined.</summary>
[SettingKind("cross_entropy", "Cross entropy, averaged over the voxels that are defined.", "Kreuzentropie, gemittelt über die definierten Voxel.")]
public sealed record CrossEntropySettings : LossSettings
{
    /// <summary>Share of the target that is spread over all classes.</summary>
    [Setting("Share of the target that is spread evenly over all classes.", "Anteil des Ziels, der gleichmäßig auf alle Klassen verteilt wird.", Minimum = 0, Maximum = 0.5)]
    public double LabelSmoothing { get; init; }
}

/// <summary>Focal cross entropy.</summary>
[SettingKind("focal", "Cross entropy in which voxels that are already right count less.", "Kreuzentropie, in der schon richtige Voxel weniger zählen.")]
public sealed record FocalSettings : LossSettings
{
    /// <summary>Exponent of the down-weighting.</summary>
    [Setting("Exponent of the down-weighting; 0 is cross entropy.", "Exponent der Abwertung; 0 ist Kreuzentropie.", Minimum = 0, Maximum = 10)]
    public double Gamma { get; init; } = 2;
}

/// <summary>Soft Dice over the voxels that are defined.</summary>
[SettingKind("dice", "Soft Dice of the foreground classes over the voxels that are defined.", "Weicher Dice der Vordergrundklassen über die definierten Voxel.")]
public sealed record DiceSettings : LossSettings
{
    /// <summary>Whether the sums run over the whole batch.</summary>
    [Setting("Sum over the whole batch before dividing; steadier with small patches.", "Vor dem Teilen über den ganzen Stapel summieren; ruhiger bei kleinen Ausschnitten.")]
    public bool OverBatch { get; init; } = true;

    /// <summary>Whether background counts as a class.</summary>
    [Setting("Count background as a class.", "Den Hintergrund als Klasse zählen.")]
    public bool Background { get; init; }

    /// <summary>Added to numerator and denominator.</summary>
    [Setting("Added to numerator and denominator. A large one punishes every trace of a class where it is absent, and small structures are never found.", "Wird zu Zähler und Nenner addiert. Ein großer Wert bestraft jede Spur einer Klasse, wo sie fehlt, und kleine Strukturen werden nie gefunden.", Minimum = 1e-8, Maximum = 100)]
    public double Smooth { get; init; } = 1e-5;
}

/// <summary>Tversky: Dice with unequal weights of false positives and false negatives.</summary>
[SettingKind("tversky", "Dice with unequal weights of false positives and false negatives.", "Dice mit ungleichen Gewichten falsch positiver und falsch negativer Voxel.")]
public sealed record TverskySettings : LossSettings
{
    /// <summary>Weight of false positives.</summary>
    [Setting("Weight of false positives.", "Gewicht falsch positiver Voxel.", Minimum = 0, Maximum = 1)]
    public double Alpha { get; init; } = 0.5;

    /// <summary>Weight of false negatives.</summary>
    [Setting("Weight of false negatives.", "Gewicht falsch negativer Voxel.", Minimum = 0, Maximum = 1)]
    public double Beta { get; init; } = 0.5;

    /// <summary>Added to numerator and denominator.</summary>
    [Setting("Added to numerator and denominator.", "Wird zu Zähler und Nenner addiert.", Minimum = 1e-8, Maximum = 100)]
    public double Smooth { get; init; } = 1e-5;
}
