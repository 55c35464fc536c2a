namespace DeepAnatomy.Imaging.Labels;

/// <summary>A label map as it was read, with what the reader noticed.</summary>
/// <param name="Map">The labels and what they mean; the set's id is <see cref="UnknownSetId"/> where that is not known.</param>
/// <param name="Reason">Why the values mean this, one sentence.</param>
/// <param name="Warnings">What a user should know, one sentence each.</param>
/// <param name="Source">The file as given.</param>
/// <param name="Sha256">SHA-256 of the file, lower-case hex.</param>
public sealed record LabelMapReading(LabelMap Map, string Reason, IReadOnlyList<string> Warnings, string Source, string Sha256)
{
    /// <summary>The id of the empty label set of a map whose values nobody explains.</summary>
    public const string UnknownSetId = "unknown";

    /// <summary>Whether the file has two axes: a picture, not a volume of one slice.</summary>
    public bool IsPlane { get; init; }
}
