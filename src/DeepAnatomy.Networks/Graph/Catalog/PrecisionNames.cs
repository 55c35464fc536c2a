using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace DeepAnatomy.Networks.Graph.Catalog;

/// <summary>The precision of a layer: a plain name, or a policy object of Keras.</summary>
static class PrecisionNames
{
    static readonly FrozenSet<string> Known =
    [
        "float32", "float64", "float16", "bfloat16", "mixed_float16", "mixed_bfloat16",
        "int8", "uint8", "int16", "int32", "int64", "bool",
    ];

    /// <exception cref="SettingException">The precision is not supported.</exception>
    public static string Read(JsonNode node)
    {
        if (node is JsonObject policy)
        {
            if (policy["config"] is not JsonObject config || policy["class_name"]?.ToString() is not ("DTypePolicy" or "FloatDTypePolicy" or "Policy"))
            {
                throw new SettingException($"the precision {JsonValues.Shown(node)} is not supported. Save the model without quantisation");
            }

            node = config["name"] ?? "float32";
        }

        var name = JsonValues.Text(node);
        return Known.Contains(name) ? name : throw new SettingException($"the precision '{name}' is not supported; use float32");
    }
}
