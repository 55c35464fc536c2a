using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DeepAnatomy.Networks.Graph;

/// <summary>Takes the settings of a serialised object one after the other; a setting that nobody takes is refused unless it is null.</summary>
/// <param name="source">The object.</param>
public sealed class ObjectSettings(ConfigObject source)
{
    readonly HashSet<string> taken = ["name", "dtype"];

    /// <summary>The object that is read.</summary>
    public ConfigObject Source { get; } = source;

    /// <summary>A number.</summary>
    /// <param name="key">Key of the setting.</param>
    /// <param name="otherwise">What it is when it is missing or null.</param>
    /// <exception cref="ArgumentException">It is not a number.</exception>
    public double Number(string key, double otherwise) => OptionalNumber(key) ?? otherwise;

    /// <summary>A number, or null when it is missing or null.</summary>
    /// <param name="key">Key of the setting.</param>
    /// <exception cref="ArgumentException">It is not a number.</exception>
    public double? OptionalNumber(string key) => Take(key) switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture),
        _ => throw Wrong(key, "a number"),
    };

    /// <summary>A whole number, or null when it is missing or null.</summary>
    /// <param name="key">Key of the setting.</param>
    /// <exception cref="ArgumentException">It is not a whole number.</exception>
    public int? OptionalInteger(string key) => OptionalNumber(key) is not { } number ? null : number == (int)number ? (int)number : throw Wrong(key, "a whole number");

    /// <summary>A truth value.</summary>
    /// <param name="key">Key of the setting.</param>
    /// <param name="otherwise">What it is when it is missing or null.</param>
    /// <exception cref="ArgumentException">It is not a truth value.</exception>
    public bool Flag(string key, bool otherwise) => Take(key) switch
    {
        null => otherwise,
        JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => value.GetValueKind() == JsonValueKind.True,
        _ => throw Wrong(key, "true or false"),
    };

    /// <summary>A text, or null when it is missing or null.</summary>
    /// <param name="key">Key of the setting.</param>
    /// <exception cref="ArgumentException">It is not a text.</exception>
    public string? Text(string key) => Take(key) switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => throw Wrong(key, "a text"),
    };

    /// <summary>A list of numbers (one number counts as a list of one), or null when it is missing or null.</summary>
    /// <param name="key">Key of the setting.</param>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public ImmutableArray<double>? Numbers(string key) => Take(key) switch
    {
        null => null,
        JsonArray list => [.. list.Select(item => Element(key, item))],
        var node => [Element(key, node)],
    };

    /// <summary>A list of whole numbers (one number counts as a list of one), or null when it is missing or null.</summary>
    /// <param name="key">Key of the setting.</param>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public ImmutableArray<int>? Integers(string key) =>
        Numbers(key) is not { } numbers ? null : [.. numbers.Select(number => number == (int)number ? (int)number : throw Wrong(key, "a list of whole numbers"))];

    /// <summary>The setting as it stands in the file, or null when it is missing or null.</summary>
    /// <param name="key">Key of the setting.</param>
    public JsonNode? Take(string key)
    {
        taken.Add(key);
        return Source.Config[key];
    }

    /// <summary>Leaves settings that have no meaning here.</summary>
    /// <param name="keys">Keys of the settings.</param>
    public void Ignore(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            taken.Add(key);
        }
    }

    /// <summary>Refuses what nobody took.</summary>
    /// <exception cref="ArgumentException">A setting that is not null was not taken; names the object and all such settings.</exception>
    public void RefuseRest()
    {
        var rest = Source.Config.Where(setting => setting.Value is not null && !taken.Contains(setting.Key)).Select(setting => $"'{setting.Key}'").ToArray();
        if (rest.Length > 0)
        {
            throw new ArgumentException($"{Source.ClassName} has settings that are not known: {string.Join(", ", rest)}.");
        }
    }

    double Element(string key, JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture) : throw Wrong(key, "a list of numbers");

    ArgumentException Wrong(string key, string expected) => new($"{Source.ClassName}: '{key}' is {Source.Config[key]?.ToJsonString()} and should be {expected}.");
}
