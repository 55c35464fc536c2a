using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Augmentation;

/// <summary>A blur.</summary>
public sealed record GaussianBlurSettings
{
    /// <summary>How often.</summary>
    [Setting("Share of the patches that the step changes.", "Anteil der Ausschnitte, die der Schritt verändert.", Minimum = 0, Maximum = 1)]
    public double Probability { get; init; } = 0.1;

    /// <summary>Smallest width.</summary>
    [Setting("Smallest standard deviation of the blur.", "Kleinste Standardabweichung der Unschärfe.", Unit = "voxels", Minimum = 0.1, Maximum = 10)]
    public double SmallestSigma { get; init; } = 0.5;

    /// <summary>Largest width.</summary>
    [Setting("Largest standard deviation of the blur.", "Größte Standardabweichung der Unschärfe.", Unit = "voxels", Minimum = 0.1, Maximum = 10)]
    public double LargestSigma { get; init; } = 1;
}
