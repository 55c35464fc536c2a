using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace DeepAnatomy.Server.Runs;

/// <summary>Everything about a run: what the list says, and more.</summary>
sealed record RunDetail : RunRow
{
    [JsonConstructor]
    public RunDetail()
    {
    }

    // What the list says is taken over; the rest is set by the one who makes it.
    [SetsRequiredMembers]
    public RunDetail(RunRow row)
        : base(row)
    {
    }

    public required string Notes { get; init; } = "";

    public required string? Origin { get; init; }

    public required IReadOnlyList<SessionRow> Sessions { get; init; } = [];

    public required IReadOnlyList<Fact> Facts { get; init; } = [];

    public required IReadOnlyList<TimelineRow> Timeline { get; init; } = [];

    public required IReadOnlyList<CheckpointRow> Checkpoints { get; init; } = [];

    public required IReadOnlyList<ArtifactRow> Artifacts { get; init; } = [];

    public required IReadOnlyList<SampleRow> Samples { get; init; } = [];
}
