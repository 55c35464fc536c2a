using System.Text.Json;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Documents;
using DeepAnatomy.Training.Configuration;

namespace DeepAnatomy.Server.Runs;

/// <summary>Compares documents as paths and values.</summary>
static class DocumentDifference
{
    public static Difference[] Of(SortedDictionary<string, string> a, SortedDictionary<string, string> b) =>
        [.. a.Keys.Union(b.Keys).Order(StringComparer.Ordinal).Where(path => a.GetValueOrDefault(path) != b.GetValueOrDefault(path)).Select(path => new Difference(path, a.GetValueOrDefault(path), b.GetValueOrDefault(path)))];

    /// <summary>All settings of a configuration, defaults too; empty when there is none.</summary>
    public static SortedDictionary<string, string> Settings(string file)
    {
        if (!File.Exists(file))
        {
            return Empty();
        }

        // What the server keeps is written out with all defaults, so the document is the whole of the settings.
        var problems = new ProblemList();
        ConfigurationFile.Read(file, [], problems);
        return Flat(problems.Root?.ToJson());
    }

    /// <summary>All values of a JSON file; empty when there is none.</summary>
    public static SortedDictionary<string, string> Json(string file)
    {
        try
        {
            return File.Exists(file) ? Flat(JsonNode.Parse(File.ReadAllBytes(file))) : Empty();
        }
        catch (JsonException)
        {
            return Empty();
        }
    }

    /// <summary>Facts by group and name.</summary>
    public static SortedDictionary<string, string> Facts(IEnumerable<Fact> facts) =>
        new(facts.GroupBy(fact => $"{fact.Group}: {fact.Name}").ToDictionary(group => group.Key, group => string.Join("; ", group.Select(fact => fact.Value))), StringComparer.Ordinal);

    static SortedDictionary<string, string> Flat(JsonNode? root)
    {
        var flat = Empty();
        Walk(flat, "", root);
        return flat;
    }

    static void Walk(SortedDictionary<string, string> flat, string path, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var (name, value) in fields)
                {
                    Walk(flat, path.Length > 0 ? $"{path}.{name}" : name, value);
                }

                break;
            case JsonArray items when items.Any(item => item is JsonObject or JsonArray):
                for (var n = 0; n < items.Count; n++)
                {
                    Walk(flat, $"{path}[{n}]", items[n]);
                }

                break;
            default:
                flat[path] = node is null ? "null" : node is JsonArray ? node.ToJsonString() : node.ToString();
                break;
        }
    }

    static SortedDictionary<string, string> Empty() => new(StringComparer.Ordinal);
}
