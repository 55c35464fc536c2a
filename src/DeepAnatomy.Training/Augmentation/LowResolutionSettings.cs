using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Augmentation;

/// <summary>A coarser scan: voxels left out and filled in linearly.</summary>
public sealed record LowResolutionSettings
{
    /// <summary>How often.</summary>
    [Setting("Share of the patches that the step changes.", "Anteil der Ausschnitte, die der Schritt verändert.", Minimum = 0, Maximum = 1)]
    public double Probability { get; init; } = 0.125;

    /// <summary>Smallest factor.</summary>
    [Setting("Smallest share of the resolution that is left.", "Kleinster Anteil der Auflösung, der bleibt.", Minimum = 0.05, Maximum = 1)]
    public double Smallest { get; init; } = 0.5;

    /// <summary>Largest factor.</summary>
    [Setting("Largest share of the resolution that is left.", "Größter Anteil der Auflösung, der bleibt.", Minimum = 0.05, Maximum = 1)]
    public double Largest { get; init; } = 1;
}
