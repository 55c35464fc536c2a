namespace DeepAnatomy.Training.Sparse;

/// <summary>What a loss makes of voxels drawn as uncertain.</summary>
public enum UncertainPolicy
{
    /// <summary>They do not count.</summary>
    Ignore,

    /// <summary>They count as the structure they touch, with a weight below 1.</summary>
    DownWeight,

    /// <summary>Their target is a mixture of the structure they touch and background.</summary>
    Soft,
}
