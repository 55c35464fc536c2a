using System.Collections.Immutable;
using System.Text.Json;
using DeepAnatomy.Networks.Arrays;

namespace DeepAnatomy.Networks.Safetensors;

/// <summary>One array as the header describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What one element is.</param>
/// <param name="Shape">Sizes.</param>
/// <param name="Begin">First byte, counted from the end of the header.</param>
/// <param name="End">Byte after the last one.</param>
readonly record struct SafetensorsEntry(string Name, ElementType Type, ImmutableArray<int> Shape, long Begin, long End)
{
    const int MostAxes = 64;

    /// <summary>Reads an entry.</summary>
    /// <exception cref="FormatException">It is not as the format asks.</exception>
    public static SafetensorsEntry Read(string name, JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object || entry.EnumerateObject().Any(item => item.Name is not ("dtype" or "shape" or "data_offsets")))
        {
            throw new FormatException($"the header describes '{Shown(name)}' in a way that is not known");
        }

        var typeName = entry.TryGetProperty("dtype", out var dtype) && dtype.ValueKind == JsonValueKind.String ? dtype.GetString() : null;
        var type = SafetensorsTypes.Find(typeName) ?? throw new FormatException($"the array '{Shown(name)}' is of the type '{Shown(typeName ?? "?")}', which is not supported");
        var shape = Numbers(entry, "shape", name);
        var offsets = Numbers(entry, "data_offsets", name);
        if (shape.Length > MostAxes || offsets.Length != 2 || shape.Any(size => size > int.MaxValue))
        {
            throw new FormatException($"the array '{Shown(name)}' has an impossible shape or position");
        }

        var size = shape.Aggregate((UInt128)NdArray.SizeOf(type), (product, next) => product > long.MaxValue ? product : product * (UInt128)next);
        return offsets[1] >= offsets[0] && size == (UInt128)(offsets[1] - offsets[0])
            ? new(name, type, [.. shape.Select(number => (int)number)], offsets[0], offsets[1])
            : throw new FormatException($"the array '{Shown(name)}' has a shape that does not fit its bytes");
    }

    /// <summary>A name as it can be printed.</summary>
    public static string Shown(string name) => string.Concat(name.Take(80).Select(c => char.IsControl(c) ? '?' : c));

    static long[] Numbers(JsonElement entry, string key, string name)
    {
        if (!entry.TryGetProperty(key, out var list) || list.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException($"the array '{Shown(name)}' has no {key}");
        }

        return [.. list.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out var number) && number >= 0 ? number : throw new FormatException($"the array '{Shown(name)}' has a {key} that is no list of numbers"))];
    }
}
