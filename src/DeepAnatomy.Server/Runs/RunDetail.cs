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

    [SetsRequiredMembers]
    public RunDetail(RunRow row)
        : base(row)
    {
    }

    public string Notes { get; init; } = "";

    public string? Origin { get; init; }

    public IReadOnlyList<SessionRow> Sessions { get; init; } = [];

    public IReadOnlyList<Fact> Facts { get; init; } = [];

    public IReadOnlyList<TimelineRow> Timeline { get; init; } = [];

    public IReadOnlyList<CheckpointRow> Checkpoints { get; init; } = [];

    public IReadOnlyList<ArtifactRow> Artifacts { get; init; } = [];

    public IReadOnlyList<SampleRow> Samples { get; init; } = [];
}
