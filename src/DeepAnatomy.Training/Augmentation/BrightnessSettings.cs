using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Augmentation;

/// <summary>Normalised intensities times a factor.</summary>
public sealed record BrightnessSettings
{
    /// <summary>How often.</summary>
    [Setting("Share of the patches that the step changes.", "Anteil der Ausschnitte, die der Schritt verändert.", Minimum = 0, Maximum = 1)]
    public double Probability { get; init; } = 0.15;

    /// <summary>Smallest factor.</summary>
    [Setting("Smallest factor.", "Kleinster Faktor.", Minimum = 0, Maximum = 10)]
    public double Smallest { get; init; } = 0.75;

    /// <summary>Largest factor.</summary>
    [Setting("Largest factor.", "Größter Faktor.", Minimum = 0, Maximum = 10)]
    public double Largest { get; init; } = 1.25;
}
