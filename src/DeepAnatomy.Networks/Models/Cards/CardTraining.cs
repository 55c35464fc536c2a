using System.Collections.Immutable;
using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Networks.Models.Cards;

/// <summary>How a model was trained, in short.</summary>
public sealed record CardTraining
{
    /// <summary>One paragraph.</summary>
    [Setting("One paragraph.", "Ein Absatz.")]
    public string Summary { get; init; } = "";

    /// <summary>Data sets that training saw.</summary>
    [Setting("Data sets that training saw.", "Datensätze, die das Training gesehen hat.")]
    public ImmutableArray<CardData> Data { get; init; } = [];

    /// <summary>Epochs run.</summary>
    [Setting("Epochs run.", "Gelaufene Epochen.", Minimum = 0)]
    public int? Epochs { get; init; }

    /// <summary>Steps of the optimizer.</summary>
    [Setting("Steps of the optimizer.", "Schritte des Optimierers.", Minimum = 0)]
    public int? Iterations { get; init; }

    /// <summary>How training and validation were kept apart.</summary>
    [Setting("How training and validation were kept apart.", "Wie Training und Validierung getrennt wurden.")]
    public string Split { get; init; } = "";

    /// <summary>Kind of annotation: dense, sparse (SPLAT), some slices.</summary>
    [Setting("Kind of annotation: dense, sparse (SPLAT), some slices.", "Art der Annotation: dicht, spärlich (SPLAT), einzelne Schichten.")]
    public string Annotation { get; init; } = "";

    /// <summary>Augmentations in short, with what was left out (mirroring).</summary>
    [Setting("Augmentations in short, with what was left out (mirroring).", "Augmentierungen in Kürze, auch was fehlt (Spiegelung).")]
    public string Augmentation { get; init; } = "";

    /// <summary>Seed of chance.</summary>
    [Setting("Seed of chance.", "Startwert des Zufalls.")]
    public int? Seed { get; init; }

    /// <summary>Model that the weights came from, or null for fresh ones.</summary>
    [Setting("Model that the weights came from, or null for fresh ones.", "Modell, aus dem die Gewichte stammen, oder null für frische.")]
    public string? StartedFrom { get; init; }
}
