using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph.Catalog;

namespace DeepAnatomy.Networks.Graph.Shapes;

/// <summary>Shape of <c>x[key]</c>: whole numbers, slices with positive steps, new axes and one ellipsis.</summary>
static class IndexShapes
{
    /// <exception cref="ShapeException">The key does not fit.</exception>
    /// <exception cref="SettingException">The key cannot be read.</exception>
    public static TensorShape Of(TensorShape input, JsonNode? key)
    {
        ImmutableArray<JsonNode?> items = key is JsonArray list ? [.. list] : [key];
        var used = items.Count(item => item is not null && !IsEllipsis(item));
        if (used > input.Rank || items.Count(IsEllipsis) > 1)
        {
            throw new ShapeException($"{JsonValues.Shown(key)} has too many parts for {input}.");
        }

        List<int?> sizes = [];
        var axis = 0;
        foreach (var item in items)
        {
            if (IsEllipsis(item))
            {
                sizes.AddRange(input.Sizes.Skip(axis).Take(input.Rank - used));
                axis += input.Rank - used;
            }
            else if (item is null)
            {
                sizes.Add(1);
            }
            else if (item is JsonObject slice)
            {
                sizes.Add(Sliced(input[axis++], slice));
            }
            else
            {
                CheckInside(input, axis++, JsonValues.Integer(item));
            }
        }

        return new([.. sizes, .. input.Sizes.Skip(axis)]);
    }

    static bool IsEllipsis(JsonNode? item) => item is JsonObject entry && entry["class_name"]?.ToString() == "__ellipsis__";

    static void CheckInside(TensorShape input, int axis, int index)
    {
        if (input[axis] is { } size && (index >= size || index < -size))
        {
            throw new ShapeException($"Element {index} does not exist along axis {axis} of {input}.");
        }
    }

    static int? Sliced(int? size, JsonObject slice)
    {
        if (slice["class_name"]?.ToString() != "__slice__" || slice["config"] is not JsonObject config)
        {
            throw new ShapeException($"{JsonValues.Shown(slice)} is no slice.");
        }

        int? Part(string name) => config[name] is { } value ? JsonValues.Integer(value) : null;
        var (start, stop, step) = (Part("start"), Part("stop"), Part("step") ?? 1);
        if (step < 1)
        {
            throw new ShapeException($"A slice with step {step} is not supported.");
        }

        if (start is null or 0 && stop is null && step == 1)
        {
            return size;
        }

        if (size is not { } length)
        {
            return null;
        }

        var from = Place(start ?? 0, length);
        var to = Place(stop ?? length, length);
        return to > from ? (to - from + step - 1) / step : 0;
    }

    static int Place(int index, int length) => Math.Clamp(index < 0 ? index + length : index, 0, length);
}
