using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DeepAnatomy.Networks.NnUnet;

/// <summary>Gathers preprocessing facts from plans, dataset and checkpoint. A fact in an unexpected form is left out, as the network itself does not need it.</summary>
static class FactsReader
{
    /// <summary>The facts.</summary>
    /// <param name="source">Where the settings come from.</param>
    /// <param name="configuration">The configuration with everything it inherits, or null.</param>
    public static NnUnetFacts Read(CheckpointSettings source, JsonObject? configuration) => new()
    {
        DatasetName = Text(source.Plans?["dataset_name"]),
        PlansName = Text(source.Plans?["plans_name"]),
        Configuration = source.Configuration,
        Trainer = source.Trainer,
        Fold = source.Fold,
        Epoch = source.Epoch,
        Spacing = List(configuration?["spacing"], Number),
        PatchSize = List(configuration?["patch_size"], Integer),
        TransposeForward = List(source.Plans?["transpose_forward"], Integer),
        TransposeBackward = List(source.Plans?["transpose_backward"], Integer),
        ImageReader = Text(source.Plans?["image_reader_writer"]),
        Resampling = Resampling(configuration),
        BatchDice = configuration?["batch_dice"]?.GetValueKind() == JsonValueKind.True,
        Normalization = List(configuration?["normalization_schemes"], node => Text(node) ?? ""),
        NormalizeInMask = List(configuration?["use_mask_for_norm"], node => node?.GetValueKind() == JsonValueKind.True),
        Intensities = Intensities(source.Plans?["foreground_intensity_properties_per_channel"] ?? source.Plans?["foreground_intensity_properties_by_modality"]),
        ChannelNames = Channels(source.Dataset?["channel_names"] ?? source.Dataset?["modality"]),
        Labels = Labels(source.Dataset?["labels"]),
        RegionOrder = List(source.Dataset?["regions_class_order"], Integer),
        MirroringAxes = List(source.MirroringAxes, Integer),
        PreviousStage = Text(configuration?["previous_stage"]),
    };

    static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    static double Number(JsonNode? node) => PlanJson.TryNumber(node) ?? double.NaN;

    static int Integer(JsonNode? node) => Number(node) is var number && number is >= int.MinValue and <= int.MaxValue ? (int)number : -1;

    static ImmutableArray<T> List<T>(JsonNode? node, Func<JsonNode?, T> read) => node is JsonArray array ? [.. array.Select(read)] : [];

    static ImmutableArray<IntensityProperties> Intensities(JsonNode? node) => node is not JsonObject channels
        ? []
        : [.. Ordered(channels).Select(channel => new IntensityProperties(Number(channel.Value?["mean"]), Number(channel.Value?["std"]), Number(channel.Value?["percentile_00_5"]), Number(channel.Value?["percentile_99_5"]), Number(channel.Value?["median"]), Number(channel.Value?["min"]), Number(channel.Value?["max"])))];

    static JsonObject? Resampling(JsonObject? configuration)
    {
        var settings = configuration?.Where(setting => setting.Key.StartsWith("resampling_fn_", StringComparison.Ordinal)).ToArray() ?? [];
        return settings.Length > 0 ? new(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value?.DeepClone()))) : null;
    }

    static ImmutableArray<string> Channels(JsonNode? node) => node is JsonObject channels ? [.. Ordered(channels).Select(channel => Text(channel.Value) ?? "")] : [];

    static ImmutableArray<KeyValuePair<string, ImmutableArray<int>>> Labels(JsonNode? node) => node is not JsonObject labels
        ? []
        : [.. labels.Select(label => KeyValuePair.Create<string, ImmutableArray<int>>(label.Key, label.Value is JsonArray ? List(label.Value, Integer) : [Integer(label.Value)]))];

    static IEnumerable<KeyValuePair<string, JsonNode?>> Ordered(JsonObject channels) => channels.OrderBy(channel => int.TryParse(channel.Key, out var number) ? number : int.MaxValue);
}
