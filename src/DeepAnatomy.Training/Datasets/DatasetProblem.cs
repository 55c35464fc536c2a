namespace DeepAnatomy.Training.Datasets;

/// <summary>One thing that is wrong with a dataset.</summary>
/// <param name="Path">The file or folder.</param>
/// <param name="Reason">What is wrong, one sentence without a full stop.</param>
/// <param name="Remedy">What the user can do, one sentence without a full stop.</param>
public sealed record DatasetProblem(string Path, string Reason, string Remedy)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Reason}. {Remedy}.";
}
