using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Keras.Config;

namespace DeepAnatomy.Networks.Keras.Legacy;

/// <summary>One call of a TensorFlow function while it becomes a call of an operation of Keras.</summary>
sealed class OperationCall
{
    readonly JsonObject node;
    readonly JsonObject keywords;

    /// <param name="node">The call with <c>args</c> and <c>kwargs</c>.</param>
    public OperationCall(JsonObject node)
    {
        this.node = node;
        keywords = (node["kwargs"] as JsonObject)?.DeepClone() as JsonObject ?? [];
        var arguments = node["args"] as JsonArray ?? [];

        // Several operands were put into one list, as layers want them.
        Operands = [.. (arguments is [JsonArray only] ? only : arguments).Select(argument => argument?.DeepClone())];
    }

    /// <summary>Tensors and constants in order.</summary>
    public List<JsonNode?> Operands { get; private set; }

    /// <summary>True when a keyword was left that nobody asked for and that is not None or a name.</summary>
    public bool IsIncomplete => keywords.Any(item => item.Value is not null && item.Key != "name");

    /// <summary>Takes a keyword away.</summary>
    public JsonNode? Take(string key)
    {
        var value = keywords[key]?.DeepClone();
        keywords.Remove(key);
        return value;
    }

    /// <summary>Takes a keyword away, or else the operand at a position.</summary>
    public JsonNode? Take(string key, int position)
    {
        if (Take(key) is { } value)
        {
            return value;
        }

        if (position >= Operands.Count)
        {
            return null;
        }

        var operand = Operands[position];
        Operands.RemoveAt(position);
        return operand;
    }

    /// <summary>Makes a keyword the operand at a position; an operand that is there already stays.</summary>
    public bool Operand(string key, int position)
    {
        if (Take(key) is { } value)
        {
            Insert(position, value);
        }

        return Operands.Count > position;
    }

    /// <summary>Puts an operand at a position, or at the end.</summary>
    public void Insert(int position, JsonNode? value) => Operands.Insert(Math.Min(position, Operands.Count), value?.DeepClone());

    /// <summary>Makes one list of all operands.</summary>
    public void Gather() => Operands = [new JsonArray([.. Operands.Select(operand => operand?.DeepClone())])];

    /// <summary>Takes over attributes of a graph node that decide what it computes.</summary>
    public void Attributes(JsonObject? attributes)
    {
        foreach (var (key, value) in attributes ?? [])
        {
            if (key is "keep_dims" or "align_corners" or "half_pixel_centers" or "mode" or "alpha" && value is JsonObject typed)
            {
                keywords[key == "keep_dims" ? "keepdims" : key] = (typed["b"] ?? typed["s"] ?? typed["f"])?.DeepClone();
            }
        }
    }

    /// <summary>Writes back what was changed.</summary>
    public void Store()
    {
        node["args"] = new JsonArray([.. Operands.Select(operand => operand?.DeepClone())]);
        node["kwargs"] = keywords.DeepClone();
    }
}
