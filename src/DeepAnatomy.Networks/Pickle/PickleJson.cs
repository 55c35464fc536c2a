using System.Text.Json.Nodes;

namespace DeepAnatomy.Networks.Pickle;

/// <summary>Turns settings out of a pickle into JSON, so that a file's settings are read the same way from both.</summary>
static class PickleJson
{
    const int Deepest = 48;
    const int MostValues = 500_000;

    /// <summary>The value as JSON; tensors, sets of classes and other objects become null.</summary>
    /// <param name="value">A value of a pickle.</param>
    /// <exception cref="PickleException">It is nested too deeply (or contains itself), or is too large.</exception>
    public static JsonNode? Of(object? value)
    {
        var left = MostValues;
        return Of(value, 0, ref left);
    }

    static JsonNode? Of(object? value, int depth, ref int left)
    {
        if (depth > Deepest || --left < 0)
        {
            throw new PickleException("the settings in the checkpoint are nested too deeply or too many");
        }

        switch (value)
        {
            case string text:
                return JsonValue.Create(text);
            case bool flag:
                return JsonValue.Create(flag);
            case long number:
                return JsonValue.Create(number);
            case double number when double.IsFinite(number):
                return JsonValue.Create(number);
            case PickleDictionary dictionary:
                return Object(dictionary, depth, ref left);
            case PickleTuple tuple:
                return Array(tuple.Items, depth, ref left);
            case List<object?> list:
                return Array(list, depth, ref left);
            default:
                return null;
        }
    }

    static JsonObject Object(PickleDictionary dictionary, int depth, ref int left)
    {
        JsonObject result = [];
        foreach (var (key, item) in dictionary.Entries)
        {
            if (key is string or long)
            {
                result[key.ToString()!] = Of(item, depth + 1, ref left);
            }
        }

        return result;
    }

    static JsonArray Array(IEnumerable<object?> items, int depth, ref int left)
    {
        JsonArray result = [];
        foreach (var item in items)
        {
            result.Add(Of(item, depth + 1, ref left));
        }

        return result;
    }
}
