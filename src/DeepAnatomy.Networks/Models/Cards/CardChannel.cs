using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Networks.Models.Cards;

/// <summary>One channel of an input.</summary>
public sealed record CardChannel
{
    /// <summary>Name of the channel, e.g. CT.</summary>
    [Setting("Name of the channel, e.g. CT.", "Name des Kanals, z. B. CT.")]
    public required string Name { get; init; }

    /// <summary>How intensities become what the network sees.</summary>
    [Setting("How intensities become what the network sees.", "Wie Intensitäten zu dem werden, was das Netz sieht.")]
    public CardIntensity Intensity { get; init; }

    /// <summary>Lower end of the window or clip.</summary>
    [Setting("Lower end of the window or clip.", "Untere Grenze des Fensters.", Unit = "HU")]
    public double? Low { get; init; }

    /// <summary>Upper end of the window or clip.</summary>
    [Setting("Upper end of the window or clip.", "Obere Grenze des Fensters.", Unit = "HU")]
    public double? High { get; init; }

    /// <summary>Taken away after clipping.</summary>
    [Setting("Taken away after clipping.", "Wird nach dem Begrenzen abgezogen.", Unit = "HU")]
    public double? Mean { get; init; }

    /// <summary>Divisor after the mean was taken away.</summary>
    [Setting("Divisor after the mean was taken away.", "Teiler, nachdem der Mittelwert abgezogen wurde.", Unit = "HU", Minimum = 0)]
    public double? StandardDeviation { get; init; }

    /// <summary>Which neighbouring slice the channel shows; 0 = the slice itself.</summary>
    [Setting("Which neighbouring slice the channel shows; 0 = the slice itself.", "Welche Nachbarschicht der Kanal zeigt; 0 = die Schicht selbst.", Minimum = -64, Maximum = 64)]
    public int SliceOffset { get; init; }
}
