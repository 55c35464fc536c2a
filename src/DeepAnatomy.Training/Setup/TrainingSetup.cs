using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Training.Configuration;
using DeepAnatomy.Training.Datasets;

namespace DeepAnatomy.Training.Setup;

/// <summary>Everything a training is made of, checked against each other; nothing is read of the voxels yet.</summary>
/// <param name="Configuration">The settings.</param>
/// <param name="Network">The network.</param>
/// <param name="Architecture">The network as a document (architecture.json).</param>
/// <param name="Dataset">The annotated scans.</param>
/// <param name="Split">Which of them train and which validate.</param>
/// <param name="SizeMultiple">Each size of an input must be a multiple of this, in the order of the network's axes.</param>
public sealed record TrainingSetup(TrainingConfiguration Configuration, Network Network, ImmutableArray<byte> Architecture, Dataset Dataset, DatasetSplit Split, ImmutableArray<int> SizeMultiple)
{
    /// <summary>Ids of the cases that train.</summary>
    public ImmutableArray<string> TrainingCases => Split.Training(Configuration.Split.Fold);

    /// <summary>Ids of the cases that validate.</summary>
    public ImmutableArray<string> ValidationCases => Split.Validation(Configuration.Split.Fold);
}
