using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Keras.Config;

namespace DeepAnatomy.Networks.Keras.Legacy;

/// <summary>Brings calls out of the lists of Keras 2 (<c>[["layer", node, output, {keywords}], …]</c>) into the objects of Keras 3, and TensorFlow's operations into those of Keras.</summary>
/// <param name="context">What is known about the file.</param>
/// <param name="names">Names of the layers of the model.</param>
sealed class NodeConverter(LegacyContext context, HashSet<string> names)
{
    const string Constant = "_CONSTANT_VALUE";

    /// <summary>Converts the calls of one layer in place.</summary>
    /// <param name="entry">The layer's object.</param>
    /// <param name="path">Path of the layer.</param>
    public void Convert(JsonObject entry, string path)
    {
        if (entry["inbound_nodes"] is not JsonArray nodes || !nodes.Any(node => node is JsonArray))
        {
            return;
        }

        entry[NodeIndices.LegacyMark] = true;
        JsonArray converted = [];
        foreach (var node in nodes)
        {
            converted.Add(node is JsonArray list ? Call(list) : node?.DeepClone());
        }

        entry["inbound_nodes"] = converted;
        TensorFlowOperations.Convert(entry, path, context);
    }

    /// <summary>A tensor as Keras 3 writes it.</summary>
    public static JsonObject Tensor(string layer, int node, int output) => new()
    {
        ["class_name"] = "__keras_tensor__",
        ["config"] = new JsonObject { ["keras_history"] = new JsonArray(layer, node, output) },
    };

    JsonObject Call(JsonArray node)
    {
        JsonArray arguments = [];
        JsonObject keywords = [];

        // A call on a single tensor may stand without the list around it.
        List<JsonNode?> operands = IsOperand(node) ? [node] : [.. node];
        foreach (var operand in operands)
        {
            arguments.Add(operand is JsonArray list && IsOperand(list) ? Operand(list, keywords) : Value(operand));
        }

        if (arguments.Count > 1)
        {
            arguments = [arguments.DeepClone()];
        }

        return new() { ["args"] = arguments, ["kwargs"] = keywords };
    }

    JsonNode? Operand(JsonArray operand, JsonObject keywords)
    {
        if (operand.Count > 3 && operand[3] is JsonObject given)
        {
            foreach (var (key, value) in given)
            {
                keywords[key] = Value(value);
            }
        }

        return operand[0].Text() == Constant ? operand[2]?.DeepClone() : Tensor(operand[0].Text()!, operand[1].Integer()!.Value, operand[2].Integer() ?? 0);
    }

    /// <summary>A keyword's value; tensors stand in it as layer, node, output.</summary>
    JsonNode? Value(JsonNode? value) => value switch
    {
        JsonArray { Count: 3 or 4 } list when list[0].Text() is { } name && names.Contains(name) && list[1].Integer() is { } node && list[2].Integer() is { } output => Tensor(name, node, output),
        JsonArray list when list.Count >= 3 && list[0].Text() == Constant => list[2]?.DeepClone(),
        JsonArray list => new JsonArray([.. list.Select(Value)]),
        _ => value?.DeepClone(),
    };

    static bool IsOperand(JsonArray list) => list.Count >= 3 && list[0].Text() is { } name && (name == Constant || (list[1].Integer() is not null && list[2].Integer() is not null));
}
