using System.Text.Json;
using DeepAnatomy.Networks.Archives;
using DeepAnatomy.Networks.Documents;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Keras.Config;

namespace DeepAnatomy.Networks.Architectures;

/// <summary>Reads and writes <c>architecture.json</c> (schema: <c>contracts/architecture.schema.json</c>); all problems at once, with lines and the nearest known name.</summary>
public static class ArchitectureFile
{
    /// <summary>Version of the form.</summary>
    public const string SchemaVersion = "1.0";

    const int LargestFile = 64 << 20;
    const string TooLarge = "The file is larger than 64 MB, which no architecture is.";

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDocumentException">It is not an architecture; holds all problems.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Architecture Read(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: > LargestFile })
        {
            throw new InvalidDocumentException(path, [new(1, 1, "", TooLarge)]);
        }

        return Parse(File.ReadAllBytes(path), path);
    }

    /// <summary>Reads a document.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="path">Name for messages; relative paths inside start at its folder.</param>
    /// <exception cref="InvalidDocumentException">It is not an architecture; holds all problems.</exception>
    public static Architecture Parse(ReadOnlySpan<byte> json, string path)
    {
        var problems = new ProblemList();
        var root = DocumentParser.Parse(json, problems);
        var architecture = root is null ? null : new ArchitectureReader(problems, Path.GetDirectoryName(Path.GetFullPath(path))!).Read(root);
        return architecture is not null && problems.IsEmpty ? architecture : throw new InvalidDocumentException(path, problems.Sorted());
    }

    /// <summary>Reads a file as far as it can be read, so that more can be checked.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problems">Takes everything that is wrong.</param>
    /// <returns>The architecture, with defaults for what could not be read; null where nothing can be made of it.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Architecture? Read(string path, ProblemList problems)
    {
        if (new FileInfo(path) is { Exists: true, Length: > LargestFile })
        {
            problems.Add(1, 1, "", TooLarge);
            return null;
        }

        return DocumentParser.Parse(File.ReadAllBytes(path), problems) is { } root ? new ArchitectureReader(problems, Path.GetDirectoryName(Path.GetFullPath(path))!).Read(root) : null;
    }

    /// <summary>A template as a document with all its parameters; reading it gives the same template.</summary>
    /// <param name="template">The parameters.</param>
    public static byte[] ToBytes(ArchitectureTemplate template) => RecordWriter.ToBytes(json =>
    {
        Start(json, "template");
        json.WriteString("template", template.Id);
        json.WritePropertyName("params");
        RecordWriter.Write(json, template);
        json.WriteEndObject();
    });

    /// <summary>A graph as a document, in the dialect of Keras 3.</summary>
    /// <param name="network">The graph.</param>
    /// <exception cref="ArgumentException">Keras 3 cannot express a layer.</exception>
    public static byte[] ToBytes(Network network)
    {
        var graph = NetworkWriter.Write(network);
        return RecordWriter.ToBytes(json =>
        {
            Start(json, "graph");
            json.WritePropertyName("network");
            graph.WriteTo(json);
            json.WriteEndObject();
        });
    }

    /// <summary>A reference to a model as a document.</summary>
    /// <param name="model">Path of the model; relative to the folder of the document.</param>
    public static byte[] ToBytes(string model) => RecordWriter.ToBytes(json =>
    {
        Start(json, "model");
        json.WriteString("path", model);
        json.WriteEndObject();
    });

    /// <summary>Writes a document, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="document">What one of the other methods gave.</param>
    public static void Write(string path, byte[] document) => AtomicFile.Write(path, stream => stream.Write(document));

    /// <summary>The schema of the form: the text of <c>contracts/architecture.schema.json</c>.</summary>
    public static string Schema() => ArchitectureSchema.Text();

    static void Start(Utf8JsonWriter json, string kind)
    {
        json.WriteStartObject();
        json.WriteString("schemaVersion", SchemaVersion);
        json.WriteString("kind", kind);
    }
}
