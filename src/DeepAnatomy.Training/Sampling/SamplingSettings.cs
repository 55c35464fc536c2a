using System.Collections.Immutable;
using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Sampling;

/// <summary>Which patches a training sees.</summary>
public sealed record SamplingSettings
{
    /// <summary>What the network sees at once.</summary>
    [Setting("What the network sees at once: one axial slice, a slice with its neighbours as further channels (2.5-D), or a block (3-D).", "Was das Netz auf einmal sieht: eine axiale Schicht, eine Schicht mit ihren Nachbarn als weitere Kanäle (2,5-D) oder einen Block (3-D).")]
    public PatchMode Mode { get; init; } = PatchMode.Slice;

    /// <summary>Size of a patch.</summary>
    [Setting("Voxels of a patch to the left, to the back and (blocks only) to the head; must be divisible by the network's total stride.", "Voxel eines Ausschnitts nach links, nach hinten und (nur Blöcke) kopfwärts; muss durch den Gesamtschritt des Netzes teilbar sein.", Unit = "voxels", Minimum = 4, Maximum = 2048)]
    public ImmutableArray<int> PatchSize { get; init; } = [128, 128];

    /// <summary>Neighbours on each side.</summary>
    [Setting("Neighbouring slices on each side that become channels (2.5-D): 1 gives three channels.", "Nachbarschichten auf jeder Seite, die Kanäle werden (2,5-D): 1 ergibt drei Kanäle.", Minimum = 1, Maximum = 7)]
    public int Neighbours { get; init; } = 1;

    /// <summary>Patches per iteration.</summary>
    [Setting("Patches per iteration.", "Ausschnitte je Iteration.", Minimum = 1, Maximum = 1024)]
    public int BatchSize { get; init; } = 8;

    /// <summary>Share with foreground.</summary>
    [Setting("Share of the patches that are put on a voxel of a structure, each class equally often; the others lie anywhere.", "Anteil der Ausschnitte, die auf einen Voxel einer Struktur gesetzt werden, jede Klasse gleich oft; die anderen liegen beliebig.", Minimum = 0, Maximum = 1)]
    public double ForegroundShare { get; init; } = 0.33;

    /// <summary>Seed.</summary>
    [Setting("Seed of patches and augmentation; the same seed gives the same training data on any number of threads.", "Startwert von Ausschnitten und Augmentierung; gleicher Wert ergibt gleiche Trainingsdaten bei jeder Zahl von Threads.", Minimum = 0, Maximum = int.MaxValue)]
    public int Seed { get; init; } = 1;

    /// <summary>The sizes of the batches.</summary>
    /// <exception cref="ArgumentException">The patch has too few sizes.</exception>
    public BatchShape BatchShape()
    {
        if (PatchSize.Length < (Mode == PatchMode.Block ? 3 : 2) || PatchSize.Any(n => n < 1) || BatchSize < 1)
        {
            throw new ArgumentException($"A patch needs {(Mode == PatchMode.Block ? "three" : "two")} positive sizes and a batch at least one patch.");
        }

        return new(BatchSize, Mode == PatchMode.Block ? PatchSize[2] : 1, PatchSize[1], PatchSize[0], Mode == PatchMode.NeighbourSlices ? (2 * Neighbours) + 1 : 1, Mode == PatchMode.Block);
    }
}
