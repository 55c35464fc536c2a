using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Keras.Config;
using DeepAnatomy.Networks.Keras.Migration;

namespace DeepAnatomy.Networks.Keras.Legacy;

/// <summary>Replaces <c>/</c> in the names of layers, which Keras 3 forbids, and gives names to layers of a Sequential that have none.</summary>
/// <param name="context">What is known about the file.</param>
/// <param name="path">Path of the model.</param>
sealed class NameConverter(LegacyContext context, string path)
{
    readonly Dictionary<string, string> renamed = new(StringComparer.Ordinal);

    /// <summary>Renames the layers of a model and all references to them.</summary>
    public void Convert(JsonObject config, JsonArray layers)
    {
        var taken = layers.OfType<JsonObject>().Select(NetworkReader.NameOf).OfType<string>().ToHashSet();
        foreach (var entry in layers.OfType<JsonObject>())
        {
            if (NetworkReader.NameOf(entry) is { } name && name.Contains('/'))
            {
                var free = name.Replace('/', '_');
                while (!taken.Add(free))
                {
                    free += "_";
                }

                renamed[name] = free;
                Rename(entry, free);
                context.Note(NetworkReader.Joined(path, free), MigrationKind.Renamed, $"Named '{name}' before; Keras 3 allows no '/' in names.");
            }
        }

        if (renamed.Count > 0)
        {
            foreach (var entry in layers.OfType<JsonObject>())
            {
                References(entry["inbound_nodes"]);
            }

            References(config["input_layers"]);
            References(config["output_layers"]);
        }
    }

    static void Rename(JsonObject entry, string name)
    {
        if (entry["name"] is not null)
        {
            entry["name"] = name;
        }

        if (entry["config"] is JsonObject config && config["name"] is not null)
        {
            config["name"] = name;
        }
    }

    void References(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray list:
                if (list.Count >= 3 && list[0].Text() is { } name && renamed.TryGetValue(name, out var free) && list[1].Integer() is not null)
                {
                    list[0] = free;
                }

                foreach (var item in list)
                {
                    References(item);
                }

                break;
            case JsonObject map:
                foreach (var (_, value) in map)
                {
                    References(value);
                }

                break;
        }
    }
}
