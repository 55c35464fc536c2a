namespace DeepAnatomy.Training.Datasets;

/// <summary>One thing that is wrong with a dataset.</summary>
/// <param name="Path">The file or folder.</param>
/// <param name="Reason">What is wrong, one sentence without a full stop.</param>
/// <param name="Remedy">What the user can do, one sentence without a full stop.</param>
public sealed record DatasetProblem(string Path, string Reason, string Remedy)
{
    /// <summary>The setting of the dataset that is to blame, e.g. <c>classes[1]</c>; empty where it is a file.</summary>
    public string Setting { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Reason}. {Remedy}.";
}
