using System.Collections.Immutable;
using DeepAnatomy.Imaging.Resampling;
using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Preprocessing;

/// <summary>What happens to every scan before a network sees it: turned to LPS, cropped, resampled, and (when a patch is taken) normalised.</summary>
public sealed record PreprocessingSettings
{
    /// <summary>Spacing of the voxels the network sees.</summary>
    [Setting("Distance of the voxels the network sees: to the left, to the back, to the head; 0 keeps the scan's own.", "Abstand der Voxel, die das Netz sieht: nach links, nach hinten, kopfwärts; 0 behält den der Aufnahme.", Unit = "mm", Minimum = 0, Maximum = 10)]
    public ImmutableArray<double> SpacingMm { get; init; } = [1.5, 1.5, 0];

    /// <summary>How HU between voxels are found.</summary>
    [Setting("How HU between voxels are found when the spacing changes: cubic is sharper, linear faster.", "Wie HU zwischen Voxeln bestimmt werden, wenn sich der Abstand ändert: kubisch ist schärfer, linear schneller.")]
    public Interpolation ImageInterpolation { get; init; } = Interpolation.CubicBSpline;

    /// <summary>How labels between voxels are found.</summary>
    [Setting("How labels between voxels are found: by the largest linear share (smooth borders) or the nearest voxel.", "Wie Labels zwischen Voxeln bestimmt werden: nach dem größten linearen Anteil (glatte Ränder) oder dem nächsten Voxel.")]
    public LabelInterpolation LabelInterpolation { get; init; } = LabelInterpolation.LargestShare;

    /// <summary>How HU become the network's numbers.</summary>
    [Setting("How HU become the numbers the network sees: a fixed window, or the statistics of the foreground (nnU-Net).", "Wie HU zu den Zahlen werden, die das Netz sieht: ein festes Fenster oder die Statistik des Vordergrunds (nnU-Net).")]
    public NormalisationKind Normalisation { get; init; } = NormalisationKind.Window;

    /// <summary>Lower end of the window.</summary>
    [Setting("Lower end of the window.", "Unteres Ende des Fensters.", Unit = "HU", Minimum = -2000, Maximum = 4000)]
    public double WindowLowHu { get; init; } = -200;

    /// <summary>Upper end of the window.</summary>
    [Setting("Upper end of the window.", "Oberes Ende des Fensters.", Unit = "HU", Minimum = -2000, Maximum = 4000)]
    public double WindowHighHu { get; init; } = 300;

    /// <summary>Whether to crop to the body.</summary>
    [Setting("Crop every scan to the box of the body, so that air and table are not stored.", "Jede Aufnahme auf den Quader des Körpers zuschneiden, damit Luft und Tisch nicht gespeichert werden.")]
    public bool CropsToBody { get; init; } = true;

    /// <summary>Margin around the body.</summary>
    [Setting("Margin around the body when cropping.", "Rand um den Körper beim Zuschneiden.", Unit = "mm", Minimum = 0, Maximum = 200)]
    public double BodyMarginMm { get; init; } = 8;
}
