using System.Text;
using System.Text.Json.Nodes;

namespace DeepAnatomy.Networks.Documents;

/// <summary>Schemas as the files of the folder <c>contracts</c> hold them.</summary>
public static class SchemaText
{
    /// <summary>The text of a schema file.</summary>
    /// <param name="id">Name of the file.</param>
    /// <param name="title">Title.</param>
    /// <param name="description">What the document is.</param>
    /// <param name="schema">The schema of the root.</param>
    public static string Of(string id, string title, string description, JsonObject schema)
    {
        var root = new JsonObject { ["$schema"] = "http://json-schema.org/draft-07/schema#", ["$id"] = id, ["title"] = title, ["description"] = description };
        foreach (var (key, value) in schema)
        {
            root[key] = value?.DeepClone();
        }

        return Encoding.UTF8.GetString(RecordWriter.ToBytes(json => root.WriteTo(json)));
    }
}
