namespace DeepAnatomy.Training.Inference;

/// <summary>A network with what has to be known to use it.</summary>
/// <param name="Network">The network; belongs to the caller.</param>
/// <param name="Recipe">What it sees and gives.</param>
public sealed record EnsembleMember(ITileNetwork Network, SegmentationRecipe Recipe);
