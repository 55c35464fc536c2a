using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace DeepAnatomy.Networks.Graph.Catalog;

/// <summary>Reads and writes the value of one setting by the type of its property.</summary>
static class SettingValues
{
    /// <summary>Reads a value; the file may hold a number where Keras takes a list of equal ones, and the other way round.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="node">What the file holds; not null.</param>
    /// <param name="rank">Spatial axes of the class; 0 when lists are not by spatial axis.</param>
    /// <exception cref="SettingException">The value does not fit.</exception>
    public static object Read(LayerSetting setting, JsonNode node, int rank)
    {
        var key = setting.Key;
        return setting.Type switch
        {
            var t when t == typeof(int) => InRange(key, JsonValues.Integer(Single(node))),
            var t when t == typeof(double) => InRange(key, JsonValues.Number(Single(node))),
            var t when t == typeof(bool) => JsonValues.Truth(node),
            var t when t == typeof(string) => key.Key == "dtype" ? PrecisionNames.Read(node) : JsonValues.Text(node),
            var t when t == typeof(ImmutableArray<int>) => Spread(InRange(key, JsonValues.Integers(node)), rank),
            var t when t == typeof(ImmutableArray<int?>) => JsonValues.Sizes(node),
            var t when t == typeof(ImmutableArray<Margin>) => InRange(key, JsonValues.Margins(node, rank)),
            var t when t == typeof(TensorShape) => new TensorShape(JsonValues.Sizes(node)),
            var t when t == typeof(Numbers) => JsonValues.NumberTree(node),
            var t when t == typeof(ConfigObject) => ConfigObjects.Read(key.Key, node),
            var t when t.IsEnum => EnumNames.Read(t, node),
            var t => throw new InvalidOperationException($"No reader for settings of type {t}."),
        };
    }

    /// <summary>Writes a value that is neither a layer nor an activation.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="value">The value; null is written as null.</param>
    /// <param name="rank">Spatial axes of the class.</param>
    public static JsonNode? Write(LayerSetting setting, object? value, int rank) => value switch
    {
        null => null,
        int number => number,
        double number => number,
        bool truth => truth,
        string text => text,
        ImmutableArray<int> list => list.Length == 1 && (setting.Key.ScalarWhenSingle || (rank == 1 && setting.Key.ScalarInOneDimension)) ? list[0] : Array(list, item => item),
        ImmutableArray<int?> list => Array(list, item => item),
        ImmutableArray<Margin> list => rank == 1 ? Pair(list[0]) : Array(list, Pair),
        TensorShape shape => Array(shape.Sizes, item => item),
        Numbers numbers => Tree(numbers, 0, 0, numbers.Values.Length),
        ConfigObject item => ConfigObjects.Write(item),
        Enum item => EnumNames.Of(item),
        _ => throw new InvalidOperationException($"No writer for settings of type {value.GetType()}."),
    };

    // Keras 2 wrote the axis of a normalisation as a list of one.
    static JsonNode? Single(JsonNode node) => node is JsonArray { Count: 1 } list ? list[0] : node;

    static ImmutableArray<int> Spread(ImmutableArray<int> list, int rank) =>
        rank == 0 || list.Length == rank ? list
        : list.Length == 1 ? [.. Enumerable.Repeat(list[0], rank)]
        : throw new SettingException($"{list.Length} values do not fit {rank} spatial axes");

    static JsonArray Pair(Margin margin) => [margin.Before, margin.After];

    static JsonArray Array<T>(ImmutableArray<T> list, Func<T, JsonNode?> write) => new([.. list.Select(write)]);

    static JsonNode Tree(Numbers numbers, int depth, int start, int count)
    {
        if (depth == numbers.Shape.Length)
        {
            return numbers.Values[start];
        }

        var part = numbers.Shape[depth] == 0 ? 0 : count / numbers.Shape[depth];
        return new JsonArray([.. Enumerable.Range(0, numbers.Shape[depth]).Select(index => Tree(numbers, depth + 1, start + (index * part), part))]);
    }

    static int InRange(ConfigKeyAttribute key, int value) => (int)InRange(key, (double)value);

    static double InRange(ConfigKeyAttribute key, double value) => value >= key.Minimum && value <= key.Maximum
        ? value
        : throw new SettingException(value < key.Minimum ? $"{value} is below {key.Minimum}" : $"{value} is above {key.Maximum}");

    static ImmutableArray<int> InRange(ConfigKeyAttribute key, ImmutableArray<int> values)
    {
        foreach (var value in values)
        {
            InRange(key, value);
        }

        return values;
    }

    static ImmutableArray<Margin> InRange(ConfigKeyAttribute key, ImmutableArray<Margin> margins)
    {
        foreach (var margin in margins)
        {
            InRange(key, Math.Min(margin.Before, margin.After));
        }

        return margins;
    }
}
