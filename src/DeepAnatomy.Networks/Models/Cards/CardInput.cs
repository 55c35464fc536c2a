using System.Collections.Immutable;
using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Networks.Models.Cards;

/// <summary>One input of a model: what an image must be before the network may see it.</summary>
public sealed record CardInput
{
    /// <summary>Name of the input layer.</summary>
    [Setting("Name of the input layer.", "Name der Eingabeschicht.")]
    public string Name { get; init; } = "";

    /// <summary>Kind of image, e.g. CT.</summary>
    [Setting("Kind of image, e.g. CT.", "Art des Bildes, z. B. CT.")]
    public string Modality { get; init; } = "CT";

    /// <summary>Channels in the order of the last axis.</summary>
    [Setting("Channels in the order of the last axis.", "Kanäle in der Reihenfolge der letzten Achse.")]
    public ImmutableArray<CardChannel> Channels { get; init; } = [];

    /// <summary>Voxel size in the order of the axes of the array, fastest last (slice, row, column); empty when the model takes any.</summary>
    [Setting("Voxel size in the order of the axes of the array, fastest last (slice, row, column); empty when the model takes any.", "Voxelgröße in der Reihenfolge der Achsen, schnellste zuletzt (Schicht, Zeile, Spalte); leer, wenn jede erlaubt ist.", Unit = "mm", Minimum = 0.01, Maximum = 100)]
    public ImmutableArray<double> SpacingMm { get; init; } = [];

    /// <summary>Where the axes point.</summary>
    [Setting("Where the axes point.", "Wohin die Achsen zeigen.")]
    public CardOrientation Orientation { get; init; }

    /// <summary>Size of the pieces the model was trained on, order as the voxel size.</summary>
    [Setting("Size of the pieces the model was trained on, order as the voxel size.", "Größe der Ausschnitte, mit denen trainiert wurde; Reihenfolge wie die Voxelgröße.", Unit = "voxel", Minimum = 1)]
    public ImmutableArray<int> PatchSize { get; init; } = [];

    /// <summary>Each size must be a multiple of this; images are padded.</summary>
    [Setting("Each size must be a multiple of this; images are padded.", "Jede Größe muss ein Vielfaches davon sein; Bilder werden aufgefüllt.", Unit = "voxel", Minimum = 1)]
    public ImmutableArray<int> SizeMultiple { get; init; } = [];

    /// <summary>What is cut away before, e.g. body, nonzero, none.</summary>
    [Setting("What is cut away before, e.g. body, nonzero, none.", "Was vorher abgeschnitten wird, z. B. body, nonzero, none.")]
    public string Crop { get; init; } = "none";
}
