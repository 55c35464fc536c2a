using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace DeepAnatomy.Networks.Graph.Catalog;

/// <summary>Initializers, regularizers and constraints in the file.</summary>
static class ConfigObjects
{
    static readonly FrozenDictionary<string, (string Module, FrozenSet<string> Classes)> Roles = new Dictionary<string, (string, FrozenSet<string>)>
    {
        ["initializer"] = (Initializers.Module,
        [
            "Zeros", "Ones", "Constant", "Identity", "IdentityInitializer", "RandomNormal", "RandomUniform", "TruncatedNormal", "VarianceScaling",
            "GlorotNormal", "GlorotUniform", "HeNormal", "HeUniform", "LecunNormal", "LecunUniform", "Orthogonal", "OrthogonalInitializer",
        ]),
        ["regularizer"] = ("keras.regularizers", ["L1", "L2", "L1L2", "OrthogonalRegularizer"]),
        ["constraint"] = ("keras.constraints", ["MaxNorm", "MinMaxNorm", "NonNeg", "UnitNorm"]),
    }.ToFrozenDictionary();

    /// <summary>Settings that Keras 3.3 refuses or that mean nothing: left out when they are read.</summary>
    static readonly FrozenSet<string> Noise = ["input_axes", "output_axes", "dtype"];

    /// <summary>Reads an object, or the name of one.</summary>
    /// <param name="key">Key of the setting; its last word says what kind of object it is.</param>
    /// <param name="node">What the file holds.</param>
    /// <exception cref="SettingException">The object is custom or not known.</exception>
    public static ConfigObject Read(string key, JsonNode node)
    {
        var role = key[(key.LastIndexOf('_') + 1)..];
        var (module, classes) = Roles[role];
        var entry = node as JsonObject ?? new JsonObject { ["class_name"] = JsonValues.Text(node) };
        var name = JsonValues.Text(entry["class_name"]);
        var className = classes.FirstOrDefault(known => known == name || LayerNames.Snake(known) == name);
        if (className is null || entry["registered_name"]?.ToString().Contains('>') == true)
        {
            throw new SettingException($"the {role} '{name}' is not known; known are {string.Join(", ", classes.Order(StringComparer.Ordinal))}");
        }

        JsonObject config = [];
        foreach (var (setting, value) in entry["config"] as JsonObject ?? [])
        {
            if (!Noise.Contains(setting))
            {
                config[setting] = value is JsonObject array ? Plain(array) : value?.DeepClone();
            }
            else if (setting.EndsWith("_axes", StringComparison.Ordinal) && value is not null)
            {
                throw new SettingException($"{setting} = {JsonValues.Shown(value)} of {className} is not supported; set it to None");
            }
        }

        return new(className, config, module);
    }

    /// <summary>The object as Keras 3 reads it in every version.</summary>
    public static JsonObject Write(ConfigObject item) => new()
    {
        ["module"] = item.Module,
        ["class_name"] = item.ClassName,
        ["config"] = item.Config.DeepClone(),
        ["registered_name"] = null,
    };

    static JsonNode? Plain(JsonObject array) => array["class_name"]?.ToString() is "__numpy__" or "__tensor__" && array["config"] is JsonObject config ? config["value"]?.DeepClone() : array.DeepClone();
}
