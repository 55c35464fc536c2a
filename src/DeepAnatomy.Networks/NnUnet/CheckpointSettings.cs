using System.Text.Json.Nodes;

namespace DeepAnatomy.Networks.NnUnet;

/// <summary>What a checkpoint and the files beside it say about its network.</summary>
sealed record CheckpointSettings
{
    /// <summary>Content of <c>plans.json</c>, or null.</summary>
    public JsonObject? Plans { get; init; }

    /// <summary>Content of <c>dataset.json</c>, or null.</summary>
    public JsonObject? Dataset { get; init; }

    public string? Configuration { get; init; }

    public string? Fold { get; init; }

    public string? Trainer { get; init; }

    public int? Epoch { get; init; }

    public JsonNode? MirroringAxes { get; init; }
}
