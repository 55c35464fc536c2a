using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace DeepAnatomy.Networks.Graph;

/// <summary>One operation that is known: its class and settings.</summary>
/// <param name="ClassName">Class name of Keras, e.g. <c>ExpandDims</c>.</param>
/// <param name="Module">Module of Keras, e.g. <c>keras.src.ops.numpy</c>.</param>
/// <param name="Family">How the shape of the result follows.</param>
/// <param name="Operands">Names of the arguments of a call, in order.</param>
/// <param name="Defaults">Settings in the order of Keras with their defaults as JSON text; an empty text where one must be given.</param>
public sealed record OperationKind(string ClassName, string Module, OperationFamily Family, ImmutableArray<string> Operands, ImmutableArray<KeyValuePair<string, string>> Defaults)
{
    /// <summary>Default of a setting.</summary>
    /// <param name="key">Key of the setting.</param>
    /// <exception cref="ArgumentException">There is no such setting, or it has no default.</exception>
    public JsonNode? Default(string key)
    {
        foreach (var (name, value) in Defaults)
        {
            if (name == key && value.Length > 0)
            {
                return JsonNode.Parse(value);
            }
        }

        throw new ArgumentException($"{ClassName} has no setting '{key}' with a default.", nameof(key));
    }
}
