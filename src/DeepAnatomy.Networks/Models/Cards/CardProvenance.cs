using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Networks.Models.Cards;

/// <summary>What made a model.</summary>
public sealed record CardProvenance
{
    /// <summary>Program that wrote the card.</summary>
    [Setting("Program that wrote the card.", "Programm, das die Karte schrieb.")]
    public string Product { get; init; } = "DeepAnatomy";

    /// <summary>Its version.</summary>
    [Setting("Its version.", "Seine Version.")]
    public string Version { get; init; } = "";

    /// <summary>Command that made the model.</summary>
    [Setting("Command that made the model.", "Befehl, der das Modell erzeugte.")]
    public string Command { get; init; } = "";

    /// <summary>When, in UTC (ISO 8601).</summary>
    [Setting("When, in UTC (ISO 8601).", "Wann, in UTC (ISO 8601).", Pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z$")]
    public string? Created { get; init; }
}
