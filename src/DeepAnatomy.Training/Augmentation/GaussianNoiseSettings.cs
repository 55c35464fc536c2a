using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Augmentation;

/// <summary>Noise on the normalised intensities.</summary>
public sealed record GaussianNoiseSettings
{
    /// <summary>How often.</summary>
    [Setting("Share of the patches that the step changes.", "Anteil der Ausschnitte, die der Schritt verändert.", Minimum = 0, Maximum = 1)]
    public double Probability { get; init; } = 0.1;

    /// <summary>Largest variance.</summary>
    [Setting("Largest variance of the noise, of normalised intensities; drawn from 0.", "Größte Varianz des Rauschens, in normierten Intensitäten; ab 0 gezogen.", Minimum = 0, Maximum = 10)]
    public double LargestVariance { get; init; } = 0.1;
}
