using System.Collections.Immutable;
using System.Text.Json;

namespace DeepAnatomy.Imaging.Labels;

/// <summary>The label sets this product knows, read from its embedded files; a user's own come by <see cref="ReadFile"/>.</summary>
public static class LabelSets
{
    const string Prefix = "DeepAnatomy.Imaging.Labels.Sets.";

    static readonly Lazy<ImmutableArray<LabelSet>> Known = new(() =>
    [
        .. typeof(LabelSets).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(ReadEmbedded),
    ]);

    /// <summary>All known sets, by id.</summary>
    public static ImmutableArray<LabelSet> All => Known.Value;

    /// <summary>The set with an id, or null.</summary>
    public static LabelSet? Find(string id) => All.FirstOrDefault(s => s.Id == id);

    /// <summary>Reads a label set from a JSON file: <c>{"id", "title", "source", "labels": {"1": "name"}}</c>.</summary>
    /// <exception cref="ArgumentException">The file is no label set.</exception>
    public static LabelSet ReadFile(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return Parse(document.RootElement, "id");
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"{path} is no label set: {e.Message}", nameof(path), e);
        }
    }

    /// <summary>A label set of a JSON object; the background (0) may be named and is left out.</summary>
    internal static LabelSet Parse(JsonElement root, string idField)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("labels", out var labels) || labels.ValueKind != JsonValueKind.Object)
        {
            throw new ArgumentException("there is no object \"labels\"");
        }

        var id = root.TryGetProperty(idField, out var given) && given.ValueKind == JsonValueKind.String ? given.GetString()! : LabelMapReading.UnknownSetId;
        var named = new List<Label>();
        foreach (var entry in labels.EnumerateObject())
        {
            if (!ushort.TryParse(entry.Name, out var value) || entry.Value.ValueKind != JsonValueKind.String)
            {
                throw new ArgumentException($"\"{entry.Name}\" must be a value from 1 to 65535 with a name");
            }

            if (value != 0)
            {
                named.Add(new(value, entry.Value.GetString()!));
            }
        }

        return new LabelSet(id, named);
    }

    static LabelSet ReadEmbedded(string resource)
    {
        using var stream = typeof(LabelSets).Assembly.GetManifestResourceStream(resource)!;
        using var document = JsonDocument.Parse(stream);
        return Parse(document.RootElement, "id");
    }
}
