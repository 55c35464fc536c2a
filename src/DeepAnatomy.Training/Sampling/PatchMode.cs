namespace DeepAnatomy.Training.Sampling;

/// <summary>What a network sees at once.</summary>
public enum PatchMode
{
    /// <summary>One axial slice.</summary>
    Slice,

    /// <summary>An axial slice with its neighbours as further channels; only the slice itself is learned (2.5-D).</summary>
    NeighbourSlices,

    /// <summary>A block of slices (3-D).</summary>
    Block,
}
