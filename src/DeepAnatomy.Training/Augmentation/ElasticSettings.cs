using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Augmentation;

/// <summary>A smooth bending in the axial plane.</summary>
public sealed record ElasticSettings
{
    /// <summary>How often.</summary>
    [Setting("Share of the patches that the step changes.", "Anteil der Ausschnitte, die der Schritt verändert.", Minimum = 0, Maximum = 1)]
    public double Probability { get; init; }

    /// <summary>Distance of the grid.</summary>
    [Setting("Distance of the grid points that move independently.", "Abstand der Gitterpunkte, die sich unabhängig bewegen.", Unit = "mm", Minimum = 5, Maximum = 500)]
    public double GridMm { get; init; } = 40;

    /// <summary>Largest shift.</summary>
    [Setting("Largest shift of a grid point.", "Größte Verschiebung eines Gitterpunkts.", Unit = "mm", Minimum = 0, Maximum = 100)]
    public double MagnitudeMm { get; init; } = 8;
}
