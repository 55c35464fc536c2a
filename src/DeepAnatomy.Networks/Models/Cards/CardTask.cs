namespace DeepAnatomy.Networks.Models.Cards;

/// <summary>What a model does.</summary>
public enum CardTask
{
    /// <summary>One label a voxel.</summary>
    Segmentation,

    /// <summary>One label an image.</summary>
    Classification,

    /// <summary>Numbers for an image.</summary>
    Regression,

    /// <summary>Anything else.</summary>
    Other,
}
