using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Levels;

namespace DeepAnatomy.Sarcopenia.Analyses;

/// <summary>Slice indices of the canonical grid and of the file: a file in RAS or LPS has the same ones, a flipped or permuted file does not.</summary>
sealed class SliceNumbers
{
    readonly int axis;
    readonly bool isFlipped;

    public SliceNumbers(Grid file)
    {
        var plan = AxisPlan.Between(file.AxisCodes, Reorientation.Canonical);
        (axis, isFlipped, Count) = (plan.Source(2), plan.IsFlipped(2), file.Shape.Along(plan.Source(2)));
    }

    public int Count { get; }

    /// <summary>The file's voxel axis that runs along the body: i, j or k.</summary>
    public string Axis => "ijk"[axis].ToString();

    /// <summary>From one to the other; the same formula both ways.</summary>
    public int Swap(int index) => isFlipped ? Count - 1 - index : index;

    /// <summary>The finding with the file's own axis and index, and the position in the patient.</summary>
    public LevelFinding Complete(LevelFinding level, Grid canonical) => level with
    {
        FileSliceAxis = Axis,
        FileSliceIndex = level.SliceK is { } k ? Swap(k) : null,
        ZMm = level.SliceK is { } slice ? ZMm(canonical, slice) : null,
    };

    /// <summary>LPS z of the centre of a slice, mm.</summary>
    public static double ZMm(Grid canonical, int k) => canonical.ToPatient((canonical.Shape.I - 1) / 2.0, (canonical.Shape.J - 1) / 2.0, k).ZMm;
}
