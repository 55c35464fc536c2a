using System.Collections.Immutable;

namespace DeepAnatomy.Training.Datasets;

/// <summary>A dataset that cannot be trained on: has every problem that was found, one line each.</summary>
public sealed class UnusableDatasetException : IOException
{
    /// <summary>Creates the error.</summary>
    public UnusableDatasetException(IEnumerable<DatasetProblem> problems)
        : this([.. problems])
    {
    }

    UnusableDatasetException(ImmutableArray<DatasetProblem> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>All problems.</summary>
    public ImmutableArray<DatasetProblem> Problems { get; }
}
