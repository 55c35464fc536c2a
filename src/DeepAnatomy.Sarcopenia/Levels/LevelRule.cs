namespace DeepAnatomy.Sarcopenia.Levels;

/// <summary>Which slice of a vertebra is the level's slice (SEMANTICS.md L11).</summary>
/// <remarks>Means over several slices or the whole vertebra are made of the finding's <see cref="LevelFinding.BottomK"/> and <see cref="LevelFinding.TopK"/> where areas are measured.</remarks>
public enum LevelRule
{
    /// <summary>The slice nearest to the physical centroid of the vertebra's mask; without a mask, to the centre of the vertebral body. The default.</summary>
    Centroid,

    /// <summary>The median slice: half of the mask's voxels lie at or below it.</summary>
    Median,

    /// <summary>The middle between the lowest and the highest slice.</summary>
    MiddleOfExtent,

    /// <summary>The slice in which the mask is largest (the lowest of equals); masks only.</summary>
    LargestArea,
}
