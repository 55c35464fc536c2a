using System.Collections.Immutable;
using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Configuration;

/// <summary>What the weights are at the start.</summary>
public sealed record StartSettings
{
    /// <summary>Model whose weights are taken over, or null.</summary>
    [Setting("Model file (.keras) whose weights are taken over where names and shapes fit; null to start fresh.", "Modelldatei (.keras), deren Gewichte übernommen werden, wo Name und Form passen; null für einen frischen Start.")]
    public string? Weights { get; init; }

    /// <summary>Layers that stay as they are: names, * for any characters.</summary>
    [Setting("Names of layers that stay as they are; * stands for any characters.", "Namen von Schichten, die bleiben, wie sie sind; * steht für beliebige Zeichen.")]
    public ImmutableArray<string> Frozen { get; init; } = [];
}
