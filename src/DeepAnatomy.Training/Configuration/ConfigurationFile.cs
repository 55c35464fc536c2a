using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Configuration;

/// <summary>Reads <c>configuration.yaml</c>; paths in it start at the folder of the file that says them, those of an override at the working folder.</summary>
public static class ConfigurationFile
{
    /// <summary>Reads a configuration with all that it inherits.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Changes of single settings, each <c>path.to.field=value</c>.</param>
    /// <param name="problems">Takes everything that is wrong with single fields and between them.</param>
    /// <returns>The configuration with absolute paths; when there are problems with defaults for what could not be read, good for further checks alone.</returns>
    public static TrainingConfiguration Read(string path, IEnumerable<string> overrides, ProblemList problems)
    {
        var read = SettingsFile.Read<TrainingConfiguration>(path, overrides, problems);
        var configuration = read with
        {
            Architecture = Absolute(read.Architecture, problems, "architecture"),
            Data = read.Data with
            {
                Path = Absolute(read.Data.Path, problems, "data", "path") ?? "",
                LabelSet = read.Data.LabelSet.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? Absolute(read.Data.LabelSet, problems, "data", "label_set")! : read.Data.LabelSet,
            },
            Start = read.Start with { Weights = Absolute(read.Start.Weights, problems, "start", "weights") },
        };
        if (problems.Root is not null)
        {
            ConfigurationRules.Check(configuration, problems);
        }

        return configuration;
    }

    /// <summary>The schema of the form: the text of <c>contracts/configuration.schema.json</c>.</summary>
    public static string Schema()
    {
        var schema = RecordSchema.Of(typeof(TrainingConfiguration), DocumentStyle.Yaml);
        schema["properties"]![SettingsFile.Inherits] = new JsonObject
        {
            ["description"] = "File, relative to this one, whose settings hold where this one says nothing.",
            ["x-de"] = "Datei, relativ zu dieser, deren Einstellungen gelten, wo diese nichts sagt.",
            ["type"] = "string",
        };
        return SchemaText.Of("configuration.schema.json", "Configuration of a training", "How a network is trained (configuration.yaml). Texts in German stand in x-de, units in x-unit.", schema);
    }

    /// <summary>SHA-256 over all settings, defaults too, lower-case hex.</summary>
    public static string HashOf(TrainingConfiguration configuration) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(SettingsText.Of(configuration))));

    static string? Absolute(string? path, ProblemList problems, params string[] field)
    {
        if (string.IsNullOrEmpty(path))
        {
            return path;
        }

        var node = problems.Root;
        foreach (var name in field)
        {
            node = node?[name];
        }

        var isFromFile = node is { File.Length: > 0 } && File.Exists(node.File);
        return Path.GetFullPath(path, isFromFile ? Path.GetDirectoryName(Path.GetFullPath(node!.File))! : Environment.CurrentDirectory);
    }
}
