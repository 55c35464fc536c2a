namespace DeepAnatomy.Training.Inference;

/// <summary>One structure that a network finds.</summary>
/// <param name="Channel">Channel of the output that shows it, from 0.</param>
/// <param name="Value">Value in the label map; 0 is background.</param>
/// <param name="Name">Name in the label set.</param>
public readonly record struct SegmentationClass(int Channel, ushort Value, string Name);
