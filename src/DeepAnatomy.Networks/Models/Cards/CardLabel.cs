using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Networks.Models.Cards;

/// <summary>One structure that a model finds.</summary>
public sealed record CardLabel
{
    /// <summary>Value in the label map; 0 is background.</summary>
    [Setting("Value in the label map; 0 is background.", "Wert in der Labelkarte; 0 ist Hintergrund.", Minimum = 0, Maximum = 65535)]
    public required int Value { get; init; }

    /// <summary>Name in the label set.</summary>
    [Setting("Name in the label set.", "Name im Labelsatz.")]
    public required string Name { get; init; }

    /// <summary>Channel of the output that shows it, from 0; when left out, the value.</summary>
    [Setting("Channel of the output that shows it, from 0; when left out, the value.", "Kanal der Ausgabe, der sie zeigt, ab 0; ohne Angabe der Wert.", Minimum = 0)]
    public int? Channel { get; init; }
}
