using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Sparse;

/// <summary>How sparse annotations (SPLAT) are read and what their uncertain voxels are worth.</summary>
public sealed record SparseSettings
{
    /// <summary>In which slices undrawn means background.</summary>
    [Setting("In which slices voxels that were not drawn count as background: those marked complete, also every slice in which a structure was drawn, or none.", "In welchen Schichten nicht gezeichnete Voxel als Hintergrund zählen: in den als vollständig markierten, zusätzlich in jeder Schicht mit einer gezeichneten Struktur, oder in keiner.")]
    public SliceCompletion CompleteSlices { get; init; } = SliceCompletion.Marked;

    /// <summary>Whether a slice without any structure was not annotated.</summary>
    [Setting("Whether a slice without any drawn structure counts as not annotated instead of as background; for label maps that have no value for undefined.", "Ob eine Schicht ohne gezeichnete Struktur als nicht annotiert zählt statt als Hintergrund; für Label-Bilder ohne eigenen Wert für undefiniert.")]
    public bool EmptySlicesAreUndefined { get; init; }

    /// <summary>Whether the air around the body is background although nobody drew it.</summary>
    [Setting("Whether undefined air around the body counts as background in slices where something was drawn; nobody draws there, and without it networks see fat in it.", "Ob undefinierte Luft um den Körper als Hintergrund zählt, in Schichten, in denen etwas gezeichnet wurde; dort zeichnet niemand, und ohne sie sehen Netze darin Fett.")]
    public bool OutsideAirIsBackground { get; init; } = true;

    /// <summary>What uncertain voxels are worth.</summary>
    [Setting("What the loss makes of voxels drawn as uncertain: ignore them, weight them down, or use a soft target.", "Was die Verlustfunktion mit als unsicher gezeichneten Voxeln macht: ignorieren, geringer gewichten oder weiches Ziel.")]
    public UncertainPolicy Uncertain { get; init; } = UncertainPolicy.Ignore;

    /// <summary>Weight of uncertain voxels.</summary>
    [Setting("Weight of uncertain voxels when they are weighted down or soft; certain voxels have 1.", "Gewicht unsicherer Voxel bei geringerer Gewichtung oder weichem Ziel; sichere Voxel haben 1.", Minimum = 0, Maximum = 1)]
    public double UncertainWeight { get; init; } = 0.5;

    /// <summary>Target probability of the structure.</summary>
    [Setting("Target probability that an uncertain voxel belongs to the structure it touches (soft target); the rest is background.", "Ziel-Wahrscheinlichkeit, dass ein unsicherer Voxel zur berührten Struktur gehört (weiches Ziel); der Rest ist Hintergrund.", Minimum = 0, Maximum = 1)]
    public double SoftProbability { get; init; } = 0.5;
}
