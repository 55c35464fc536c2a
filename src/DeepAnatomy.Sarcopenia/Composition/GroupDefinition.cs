using System.Collections.Immutable;

namespace DeepAnatomy.Sarcopenia.Composition;

/// <summary>A structure to measure, as data: which labels of a label set make it up.</summary>
/// <param name="Name">For example <c>paravertebral</c>, <c>skeletal_muscle</c>.</param>
/// <param name="Left">Labels of the patient's left side.</param>
/// <param name="Right">Labels of the patient's right side.</param>
/// <param name="Unsided">Labels that do not tell the sides.</param>
/// <param name="Unavailable">Why this label set cannot give the group; null when it can. The reason is reported in place of every number.</param>
public sealed record GroupDefinition(
    string Name,
    ImmutableArray<string> Left,
    ImmutableArray<string> Right,
    ImmutableArray<string> Unsided,
    string? Unavailable = null)
{
    /// <summary>Whether left and right can be told apart.</summary>
    public bool HasSides => !Left.IsEmpty && !Right.IsEmpty && Unsided.IsEmpty;

    /// <summary>All labels of both sides.</summary>
    public ImmutableArray<string> AllLabels => [.. Left, .. Right, .. Unsided];
}
