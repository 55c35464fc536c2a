using System.Collections.Immutable;

namespace DeepAnatomy.Training.Datasets;

/// <summary>A dataset as it was found, with everything that is wrong with it.</summary>
/// <param name="Dataset">The dataset; null when there are problems.</param>
/// <param name="Problems">All problems; empty when all is well.</param>
/// <param name="Notes">What a user should know, one sentence each.</param>
public sealed record DatasetReading(Dataset? Dataset, ImmutableArray<DatasetProblem> Problems, ImmutableArray<string> Notes)
{
    /// <summary>The cases that were found, with classes as they were probably meant, so that more can be checked; null where not even labels are known.</summary>
    public Dataset? AsFarAsReadable { get; init; } = Dataset;

    /// <summary>The dataset.</summary>
    /// <exception cref="UnusableDatasetException">There are problems.</exception>
    public Dataset Required => Dataset ?? throw new UnusableDatasetException(Problems);
}
