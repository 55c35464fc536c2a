namespace DeepAnatomy.Training.Augmentation;

/// <summary>What mirroring left and right does to labels that have a side.</summary>
public enum MirroredSides
{
    /// <summary>They are swapped: the mirrored left psoas is a right psoas.</summary>
    Swap,

    /// <summary>They stay as they are, as in nnU-Net; right only where sides do not matter.</summary>
    Plain,

    /// <summary>A training with such labels is refused.</summary>
    Refuse,
}
