using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Augmentation;

/// <summary>A bent scale of intensities; mean and standard deviation are kept.</summary>
public sealed record GammaSettings
{
    /// <summary>How often.</summary>
    [Setting("Share of the patches that the step changes.", "Anteil der Ausschnitte, die der Schritt verändert.", Minimum = 0, Maximum = 1)]
    public double Probability { get; init; } = 0.3;

    /// <summary>How often on the inverted image.</summary>
    [Setting("Share of the patches that are also bent as negatives.", "Anteil der Ausschnitte, die auch als Negativ gebogen werden.", Minimum = 0, Maximum = 1)]
    public double InvertedProbability { get; init; } = 0.1;

    /// <summary>Smallest exponent.</summary>
    [Setting("Smallest exponent.", "Kleinster Exponent.", Minimum = 0.1, Maximum = 10)]
    public double Smallest { get; init; } = 0.7;

    /// <summary>Largest exponent.</summary>
    [Setting("Largest exponent.", "Größter Exponent.", Minimum = 0.1, Maximum = 10)]
    public double Largest { get; init; } = 1.5;
}
