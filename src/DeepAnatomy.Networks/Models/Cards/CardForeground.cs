using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Networks.Models.Cards;

/// <summary>Intensities of the foreground of a channel in nnU-Net's training data.</summary>
public sealed record CardForeground
{
    /// <summary>Mean.</summary>
    [Setting("Mean.", "Mittelwert.")]
    public double Mean { get; init; }

    /// <summary>Standard deviation.</summary>
    [Setting("Standard deviation.", "Standardabweichung.", Minimum = 0)]
    public double StandardDeviation { get; init; }

    /// <summary>Median.</summary>
    [Setting("Median.", "Median.")]
    public double Median { get; init; }

    /// <summary>Smallest value.</summary>
    [Setting("Smallest value.", "Kleinster Wert.")]
    public double Minimum { get; init; }

    /// <summary>Largest value.</summary>
    [Setting("Largest value.", "Größter Wert.")]
    public double Maximum { get; init; }

    /// <summary>0.5 % of the values lie below.</summary>
    [Setting("0.5 % of the values lie below.", "0,5 % der Werte liegen darunter.")]
    public double Percentile005 { get; init; }

    /// <summary>99.5 % of the values lie below.</summary>
    [Setting("99.5 % of the values lie below.", "99,5 % der Werte liegen darunter.")]
    public double Percentile995 { get; init; }
}
