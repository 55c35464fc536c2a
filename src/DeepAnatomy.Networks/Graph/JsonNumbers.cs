using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DeepAnatomy.Networks.Graph;

/// <summary>Numbers in settings, whether they were read from a file or made by code: <c>GetValue&lt;double&gt;</c> refuses an integer that code put there.</summary>
public static class JsonNumbers
{
    /// <summary>The number.</summary>
    /// <param name="node">A number in JSON.</param>
    /// <exception cref="FormatException">It is not a number.</exception>
    public static double ToNumber(this JsonNode node) => node.GetValueKind() == JsonValueKind.Number
        ? double.Parse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture)
        : throw new FormatException($"{node.ToJsonString()} is not a number.");
}
