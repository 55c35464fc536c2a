using System.Globalization;
using System.Text.Json.Nodes;

namespace DeepAnatomy.Networks.Graph;

/// <summary>Numbers in JSON, whether they were read from a file or made in code as whole or fractional ones.</summary>
public static class JsonNumber
{
    /// <summary>The number; null for null.</summary>
    /// <param name="node">A number in JSON.</param>
    public static double? Of(JsonNode? node) => node is null ? null : double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture);

    /// <summary>The whole number; null for null.</summary>
    /// <param name="node">A number in JSON.</param>
    public static long? Whole(JsonNode? node) => (long?)Of(node);
}
