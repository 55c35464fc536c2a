using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Augmentation;

/// <summary>Scaling about the middle of the patch, alike in all directions.</summary>
public sealed record ScalingSettings
{
    /// <summary>How often.</summary>
    [Setting("Share of the patches that the step changes.", "Anteil der Ausschnitte, die der Schritt verändert.", Minimum = 0, Maximum = 1)]
    public double Probability { get; init; } = 0.2;

    /// <summary>Smallest factor.</summary>
    [Setting("Smallest factor: below 1 structures appear smaller.", "Kleinster Faktor: unter 1 erscheinen Strukturen kleiner.", Minimum = 0.2, Maximum = 5)]
    public double Smallest { get; init; } = 0.7;

    /// <summary>Largest factor.</summary>
    [Setting("Largest factor: above 1 structures appear larger.", "Größter Faktor: über 1 erscheinen Strukturen größer.", Minimum = 0.2, Maximum = 5)]
    public double Largest { get; init; } = 1.4;
}
