using System.Collections.Immutable;
using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Runs;

/// <summary>One held-out case of an evaluation.</summary>
public sealed record EvaluatedRunCase
{
    /// <summary>The case.</summary>
    [Setting("Name of the case.", "Name des Falls.")]
    public required string Case { get; init; }

    /// <summary>How it is drawn.</summary>
    [Setting("How the case is annotated: dense, or sparse (only certain voxels count, and surfaces are not measured).", "Wie der Fall annotiert ist: dense, oder sparse (nur sichere Voxel zählen, Oberflächen werden nicht gemessen).")]
    public string Annotation { get; init; } = "dense";

    /// <summary>Each class.</summary>
    [Setting("Each class.", "Jede Klasse.")]
    public ImmutableArray<EvaluatedRunClass> Classes { get; init; } = [];
}
