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
                var index = (long)entry.ToNumber();
                x = x.select(axis, index < 0 ? index + x.shape[axis] : index);
            }
        }

        return x;
    }

    static torch.Tensor Slice(torch.Tensor x, long axis, JsonObject slice)
    {
        long? Number(string key) => (long?)slice[key]?.ToNumber();
        var (size, step) = (x.shape[axis], Number("step") ?? 1);
        long least = step > 0 ? 0 : -1, most = step > 0 ? size : size - 1;
        long Bound(long? given, long otherwise) => given is { } value ? Math.Clamp(value < 0 ? value + size : value, least, most) : otherwise;
        var (start, stop) = (Bound(Number("start"), step > 0 ? 0 : size - 1), Bound(Number("stop"), step > 0 ? size : -1));
        if (step > 0)
        {
            return x.slice(axis, start, Math.Max(start, stop), step);
        }

        List<long> indices = [];
        for (var index = start; index > stop; index += step)
        {
            indices.Add(index);
        }

        return x.index_select(axis, torch.tensor(indices.ToArray(), torch.ScalarType.Int64));
    }
}
