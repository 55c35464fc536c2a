using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Augmentation;

/// <summary>Another calibration of the scanner, kernel or phase: all HU shifted and stretched about 0 HU.</summary>
public sealed record HuShiftSettings
{
    /// <summary>How often.</summary>
    [Setting("Share of the patches that the step changes.", "Anteil der Ausschnitte, die der Schritt verändert.", Minimum = 0, Maximum = 1)]
    public double Probability { get; init; } = 0.15;

    /// <summary>Largest shift.</summary>
    [Setting("Largest shift of all HU, both ways.", "Größte Verschiebung aller HU, in beide Richtungen.", Unit = "HU", Minimum = 0, Maximum = 500)]
    public double ShiftHu { get; init; } = 20;

    /// <summary>Largest stretch.</summary>
    [Setting("Largest change of the HU scale about 0 HU: 0.05 is 5 percent both ways.", "Größte Änderung der HU-Skala um 0 HU: 0,05 sind 5 Prozent in beide Richtungen.", Minimum = 0, Maximum = 0.9)]
    public double Stretch { get; init; } = 0.05;
}
