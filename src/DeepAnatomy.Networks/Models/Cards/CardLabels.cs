using System.Collections.Immutable;
using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Networks.Models.Cards;

/// <summary>What the outputs mean.</summary>
public sealed record CardLabels
{
    /// <summary>Name of the label set, e.g. deepanatomy-1.</summary>
    [Setting("Name of the label set, e.g. deepanatomy-1.", "Name des Labelsatzes, z. B. deepanatomy-1.")]
    public string LabelSet { get; init; } = "";

    /// <summary>Structures with their values.</summary>
    [Setting("Structures with their values.", "Strukturen mit ihren Werten.")]
    public ImmutableArray<CardLabel> Labels { get; init; } = [];

    /// <summary>Groups by name with the labels inside.</summary>
    [Setting("Groups by name with the labels inside.", "Gruppen nach Namen mit den enthaltenen Labels.")]
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Groups { get; init; } = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Outputs that are regions (overlapping, one sigmoid each) instead of exclusive labels.</summary>
    [Setting("Outputs that are regions (overlapping, one sigmoid each) instead of exclusive labels.", "Ausgaben, die Regionen sind (überlappend, je ein Sigmoid), statt sich ausschließender Labels.")]
    public ImmutableArray<string> Regions { get; init; } = [];

    /// <summary>What the outputs of a classifier or regressor mean, in order.</summary>
    [Setting("What the outputs of a classifier or regressor mean, in order.", "Was die Ausgaben eines Klassifikators oder Regressors bedeuten, der Reihe nach.")]
    public ImmutableArray<string> Targets { get; init; } = [];

    /// <summary>Units of the targets, in order.</summary>
    [Setting("Units of the targets, in order.", "Einheiten der Zielgrößen, der Reihe nach.")]
    public ImmutableArray<string> Units { get; init; } = [];
}
