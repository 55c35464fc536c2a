using System.Collections.Immutable;
using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Networks.Models.Cards;

/// <summary>Hashes that tie a card to its model.</summary>
public sealed record CardHashes
{
    /// <summary>SHA-256 of the model file beside which the card lies; inside a .keras of config.json and the weights, one after the other.</summary>
    [Setting("SHA-256 of the model file beside which the card lies; inside a .keras of config.json and the weights, one after the other.", "SHA-256 der Modelldatei, neben der die Karte liegt; in einer .keras von config.json und den Gewichten hintereinander.", Pattern = "^[0-9a-f]{64}$")]
    public string? Model { get; init; }

    /// <summary>Files that the model was made from.</summary>
    [Setting("Files that the model was made from.", "Dateien, aus denen das Modell entstand.")]
    public ImmutableArray<CardSource> Sources { get; init; } = [];
}
