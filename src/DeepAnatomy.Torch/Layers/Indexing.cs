using System.Text.Json;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph;
using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Square brackets of NumPy: numbers, slices, the ellipsis and new axes.</summary>
static class Indexing
{
    /// <summary>What the brackets do, or null when they hold anything else.</summary>
    public static Func<torch.Tensor, torch.Tensor>? Of(Argument? key)
    {
        if (Entries(key) is not { } entries || !entries.All(IsKnown))
        {
            return null;
        }

        return x => Apply(x, entries);
    }

    static List<JsonNode?>? Entries(Argument? key) => key switch
    {
        ConstantArgument { Value: JsonArray list } => [.. list],
        ConstantArgument single => [single.Value],
        ListArgument list when list.Items.All(item => item is ConstantArgument) => [.. list.Items.Select(item => ((ConstantArgument)item).Value)],
        _ => null,
    };

    static bool IsKnown(JsonNode? entry) => entry is null || Special(entry) is "__ellipsis__" or "__slice__" || IsNumber(entry);

    static bool IsNumber(JsonNode? entry) => entry is JsonValue value && value.GetValueKind() == JsonValueKind.Number;

    static string? Special(JsonNode? entry) => (entry as JsonObject)?["class_name"]?.GetValue<string>();

    static torch.Tensor Apply(torch.Tensor x, List<JsonNode?> entries)
    {
        var taken = entries.Count(entry => entry is not null && Special(entry) != "__ellipsis__");
        long axis = 0, rank = x.dim();
        foreach (var entry in entries)
        {
            if (entry is null)
            {
                x = x.unsqueeze(axis++);
            }
            else if (Special(entry) == "__ellipsis__")
            {
                axis += rank - taken;
            }
            else if (Special(entry) == "__slice__")
            {
                x = Slice(x, axis++, entry["config"]!.AsObject());
            }
            else
            {
                var index = JsonNumber.Whole(entry)!.Value;
                x = x.select(axis, index < 0 ? index + x.shape[axis] : index);
            }
        }

        return x;
    }

    // A step below 1 has no shape and is refused before.
    static torch.Tensor Slice(torch.Tensor x, long axis, JsonObject slice)
    {
        var size = x.shape[axis];
        long Bound(string key, long otherwise) => JsonNumber.Whole(slice[key]) is { } value ? Math.Clamp(value < 0 ? value + size : value, 0, size) : otherwise;
        var (start, stop) = (Bound("start", 0), Bound("stop", size));
        return x.slice(axis, start, Math.Max(start, stop), JsonNumber.Whole(slice["step"]) ?? 1);
    }
}
