using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Networks.Models.Cards;

/// <summary>One file that a model was made from.</summary>
public sealed record CardSource
{
    /// <summary>Name of the file.</summary>
    [Setting("Name of the file.", "Name der Datei.")]
    public required string Name { get; init; }

    /// <summary>Its hash.</summary>
    [Setting("Its hash.", "Ihre Prüfsumme.", Pattern = "^[0-9a-f]{64}$")]
    public required string Sha256 { get; init; }
}
