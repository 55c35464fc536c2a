using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Networks.Models.Cards;

/// <summary>What nnU-Net did before and after the network: needed to run an imported model as nnU-Net would.</summary>
public sealed record CardNnUnet
{
    /// <summary>Name of the data set, e.g. Dataset101_Muscle.</summary>
    [Setting("Name of the data set, e.g. Dataset101_Muscle.", "Name des Datensatzes, z. B. Dataset101_Muscle.")]
    public string Dataset { get; init; } = "";

    /// <summary>Name of the plans.</summary>
    [Setting("Name of the plans.", "Name der Pläne.")]
    public string Plans { get; init; } = "";

    /// <summary>Configuration, e.g. 2d, 3d_fullres.</summary>
    [Setting("Configuration, e.g. 2d, 3d_fullres.", "Konfiguration, z. B. 2d, 3d_fullres.")]
    public string Configuration { get; init; } = "";

    /// <summary>Class of the trainer.</summary>
    [Setting("Class of the trainer.", "Klasse des Trainers.")]
    public string Trainer { get; init; } = "";

    /// <summary>Folds that the weights come from.</summary>
    [Setting("Folds that the weights come from.", "Folds, aus denen die Gewichte stammen.")]
    public ImmutableArray<string> Folds { get; init; } = [];

    /// <summary>Target voxel size after the axes were swapped.</summary>
    [Setting("Target voxel size after the axes were swapped.", "Ziel-Voxelgröße nach dem Vertauschen der Achsen.", Unit = "mm", Minimum = 0)]
    public ImmutableArray<double> Spacing { get; init; } = [];

    /// <summary>Patch after the axes were swapped.</summary>
    [Setting("Patch after the axes were swapped.", "Ausschnitt nach dem Vertauschen der Achsen.", Unit = "voxel", Minimum = 1)]
    public ImmutableArray<int> PatchSize { get; init; } = [];

    /// <summary>Order of the axes (slice, row, column) before the network.</summary>
    [Setting("Order of the axes (slice, row, column) before the network.", "Reihenfolge der Achsen (Schicht, Zeile, Spalte) vor dem Netz.", Minimum = 0, Maximum = 2)]
    public ImmutableArray<int> TransposeForward { get; init; } = [];

    /// <summary>Order that undoes it.</summary>
    [Setting("Order that undoes it.", "Reihenfolge, die es rückgängig macht.", Minimum = 0, Maximum = 2)]
    public ImmutableArray<int> TransposeBackward { get; init; } = [];

    /// <summary>Class of the normalisation of each channel, e.g. CTNormalization.</summary>
    [Setting("Class of the normalisation of each channel, e.g. CTNormalization.", "Klasse der Normalisierung je Kanal, z. B. CTNormalization.")]
    public ImmutableArray<string> NormalizationSchemes { get; init; } = [];

    /// <summary>Whether only voxels inside the nonzero mask count, for each channel.</summary>
    [Setting("Whether only voxels inside the nonzero mask count, for each channel.", "Ob nur Voxel in der Nonzero-Maske zählen, je Kanal.")]
    public ImmutableArray<bool> UseMaskForNorm { get; init; } = [];

    /// <summary>Intensities of the foreground, for each channel.</summary>
    [Setting("Intensities of the foreground, for each channel.", "Intensitäten des Vordergrunds, je Kanal.")]
    public ImmutableArray<CardForeground> Foreground { get; init; } = [];

    /// <summary>Axes that may be mirrored at inference.</summary>
    [Setting("Axes that may be mirrored at inference.", "Achsen, die bei der Inferenz gespiegelt werden dürfen.", Minimum = 0, Maximum = 2)]
    public ImmutableArray<int> MirrorAxes { get; init; } = [];

    /// <summary>Whether Dice was summed over the batch.</summary>
    [Setting("Whether Dice was summed over the batch.", "Ob Dice über den Stapel summiert wurde.")]
    public bool BatchDice { get; init; }

    /// <summary>Label that training ignored.</summary>
    [Setting("Label that training ignored.", "Label, das das Training ignorierte.", Minimum = 1)]
    public int? IgnoreLabel { get; init; }

    /// <summary>Order in which regions become labels.</summary>
    [Setting("Order in which regions become labels.", "Reihenfolge, in der Regionen zu Labels werden.", Minimum = 0)]
    public ImmutableArray<int> RegionsClassOrder { get; init; } = [];

    /// <summary>Functions of the resampling with their arguments, as the plans name them.</summary>
    [Setting("Functions of the resampling with their arguments, as the plans name them.", "Funktionen der Neuabtastung mit Argumenten, wie die Pläne sie nennen.")]
    public JsonObject? Resampling { get; init; }

    /// <summary>Class that read the images.</summary>
    [Setting("Class that read the images.", "Klasse, die die Bilder las.")]
    public string ImageReader { get; init; } = "";
}
