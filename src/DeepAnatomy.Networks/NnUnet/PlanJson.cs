using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DeepAnatomy.Networks.NnUnet;

/// <summary>Reads settings of plans; a number stands for a list of equal ones, as nnU-Net allows.</summary>
static class PlanJson
{
    const string Remedy = "Repair plans.json or plan the experiment again";

    public static string Text(this JsonNode? node, string key) => node is JsonValue value && value.TryGetValue(out string? text) ? text : throw Wrong(key, "a text");

    public static double Number(this JsonNode? node, string key) => TryNumber(node) ?? throw Wrong(key, "a number");

    /// <summary>A number, or what stands for a missing one.</summary>
    public static double Number(this JsonNode? node, string key, double missing) => node is null ? missing : node.Number(key);

    /// <summary>A number, however it is held (parsed, or put in as any type of number); else null.</summary>
    public static double? TryNumber(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.Number && double.TryParse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static int Integer(this JsonNode? node, string key) => node.Number(key) is var number && number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue ? (int)number : throw Wrong(key, "a whole number");

    public static ImmutableArray<int> Integers(this JsonNode? node, int count, string key)
    {
        if (node is not JsonArray array)
        {
            return [.. Enumerable.Repeat(node.Integer(key), count)];
        }

        return array.Count == count ? [.. array.Select(item => item.Integer(key))] : throw Wrong(key, $"a list of {count} numbers");
    }

    /// <summary>A size per stage and axis.</summary>
    public static ImmutableArray<ImmutableArray<int>> Sizes(this JsonNode? node, int count, int rank, string key)
    {
        if (node is not JsonArray array)
        {
            return [.. Enumerable.Repeat(Positive(node.Integers(rank, key), key), count)];
        }

        return array.Count == count ? [.. array.Select(item => Positive(item.Integers(rank, key), key))] : throw Wrong(key, $"a list of {count} sizes");
    }

    static ImmutableArray<int> Positive(ImmutableArray<int> sizes, string key) => sizes.All(size => size > 0) ? sizes : throw Wrong(key, "positive sizes");

    static PlanException Wrong(string key, string expected) => new($"the plans' setting '{key}' is not {expected}", Remedy);
}
