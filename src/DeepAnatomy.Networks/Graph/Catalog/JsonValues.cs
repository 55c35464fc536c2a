using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DeepAnatomy.Networks.Graph.Catalog;

/// <summary>Plain values out of JSON, as strict as Python's <c>json</c> would allow.</summary>
static class JsonValues
{
    public static int Integer(JsonNode? node)
    {
        var number = Number(node);
        return number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue ? (int)number : throw new SettingException($"{Shown(node)} is not a whole number");
    }

    public static double Number(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out double number) && double.IsFinite(number) ? number
        : node is JsonValue made && made.TryGetValue(out int whole) ? whole
        : throw new SettingException($"{Shown(node)} is not a number");

    public static bool Truth(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new SettingException($"{Shown(node)} is neither true nor false"),
    };

    public static string Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) ? text : throw new SettingException($"{Shown(node)} is not text");

    /// <summary>A list of whole numbers; one number is a list of one.</summary>
    public static ImmutableArray<int> Integers(JsonNode? node) => node is JsonArray list ? [.. list.Select(Integer)] : [Integer(node)];

    /// <summary>A list of whole numbers or nulls.</summary>
    public static ImmutableArray<int?> Sizes(JsonNode? node) => node is JsonArray list ? [.. list.Select(item => item is null ? (int?)null : Integer(item))] : [Integer(node)];

    /// <summary>Two widths for each axis out of a number, a number for each axis, or a pair for each axis.</summary>
    public static ImmutableArray<Margin> Margins(JsonNode? node, int rank)
    {
        if (node is not JsonArray list)
        {
            var width = Integer(node);
            return [.. Enumerable.Repeat(new Margin(width, width), rank)];
        }

        ImmutableArray<Margin> margins = rank == 1 && list.Count == 2 && list[0] is not JsonArray
            ? [new(Integer(list[0]), Integer(list[1]))]
            : [.. list.Select(Pair)];
        return margins.Length == rank ? margins : throw new SettingException($"{Shown(node)} has not one pair for each of {rank} axes");
    }

    /// <summary>A number, a nested list of numbers, or an array object of Keras.</summary>
    public static Numbers NumberTree(JsonNode? node)
    {
        if (node is JsonObject special)
        {
            return special["class_name"]?.ToString() is "__numpy__" or "__tensor__" && special["config"] is JsonObject config && config["value"] is { } value
                ? NumberTree(value)
                : throw new SettingException($"{Shown(node)} is not a number or a list of numbers");
        }

        var shape = ImmutableArray.CreateBuilder<int>();
        for (var level = node; level is JsonArray list; level = list.Count > 0 ? list[0] : null)
        {
            shape.Add(list.Count);
        }

        var values = ImmutableArray.CreateBuilder<double>();
        Collect(node, shape, 0, values);
        return new(shape.ToImmutable(), values.ToImmutable());
    }

    /// <summary>The value for a message, shortened.</summary>
    public static string Shown(JsonNode? node)
    {
        var text = node?.ToJsonString() ?? "null";
        return text.Length <= 60 ? text : $"{text[..57]}…";
    }

    static Margin Pair(JsonNode? node) => node is JsonArray pair
        ? pair.Count == 2 ? new(Integer(pair[0]), Integer(pair[1])) : throw new SettingException($"{Shown(node)} is not a pair")
        : new(Integer(node), Integer(node));

    static void Collect(JsonNode? node, IReadOnlyList<int> shape, int depth, ImmutableArray<double>.Builder values)
    {
        if (depth == shape.Count)
        {
            values.Add(Number(node));
            return;
        }

        if (node is not JsonArray list || list.Count != shape[depth])
        {
            throw new SettingException("the nested list is ragged");
        }

        foreach (var item in list)
        {
            Collect(item, shape, depth + 1, values);
        }
    }
}
