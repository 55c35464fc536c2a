using System.Text.Json.Nodes;

namespace DeepAnatomy.Networks.Graph.Catalog;

/// <summary>Reads the settings of an operation.</summary>
static class OperationReader
{
    /// <summary>The operation, or null with the problems added.</summary>
    public static Operation? Read(OperationKind kind, JsonObject config, string? name, string path, ICollection<Problem> problems)
    {
        var before = problems.Count;
        JsonObject settings = [];
        foreach (var (given, value) in config)
        {
            var key = Renamed(kind, given);
            if (kind.Defaults.Any(setting => setting.Key == key))
            {
                settings[key] = value?.DeepClone();
            }
            else if (key is not ("name" or "dtype") && value is not null)
            {
                problems.Add(new($"{path}.{key}", $"The operation {kind.ClassName} with {key} = {JsonValues.Shown(value)} is not supported."));
            }
        }

        foreach (var (key, fallback) in kind.Defaults)
        {
            if (fallback.Length == 0 && !settings.ContainsKey(key))
            {
                problems.Add(new($"{path}.{key}", $"The operation {kind.ClassName} needs this setting."));
            }
        }

        var operation = new Operation { Kind = kind, Settings = settings, Name = name ?? (config["name"] as JsonValue)?.ToString() ?? "" };
        OperationRules.Check(operation, path, problems);
        return problems.Count == before ? operation : null;
    }

    // Versions of Keras name these differently.
    static string Renamed(OperationKind kind, string key) => (kind.ClassName, key) switch
    {
        ("Threshold", "threshold_value") => "threshold",
        ("Threshold", "default_value") => "value",
        _ => key,
    };
}
