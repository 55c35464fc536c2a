using System.Text.Json;
using System.Text.Json.Serialization;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Training.Runs;

/// <summary>The folder of a run: <c>run.json</c>, <c>architecture.json</c>, <c>configuration.yaml</c>, <c>split.json</c>, <c>metrics/</c>, <c>logs/</c>, <c>checkpoints/</c>, <c>samples/</c>, <c>evaluation.json</c>.</summary>
/// <param name="path">The folder.</param>
public sealed class RunFolder(string path)
{
    static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>The folder, absolute.</summary>
    public string Root { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The resolved record.</summary>
    public string Record => In("run.json");

    /// <summary>The network.</summary>
    public string Architecture => In("architecture.json");

    /// <summary>The settings, resolved.</summary>
    public string Configuration => In("configuration.yaml");

    /// <summary>Which cases train and which validate.</summary>
    public string Split => In("split.json");

    /// <summary>The folder of the lines.</summary>
    public string Metrics => In("metrics");

    /// <summary>The folder of the logs.</summary>
    public string Logs => In("logs");

    /// <summary>What the best model is worth on the held-out cases.</summary>
    public string Evaluation => In("evaluation.json");

    /// <summary>The folder of pictures of validated slices.</summary>
    public string Samples => In("samples");

    /// <summary>The checkpoint to go on from.</summary>
    public string Last => System.IO.Path.Combine(In("checkpoints"), "last.keras");

    /// <summary>The model with the best validation.</summary>
    public string Best => System.IO.Path.Combine(In("checkpoints"), "best.keras");

    /// <summary>Put there, this file stops the training after a checkpoint.</summary>
    public string Stop => In("stop");

    /// <summary>Whether there is a run.</summary>
    public bool Exists => File.Exists(Record);

    /// <summary>Makes the folders.</summary>
    public void Create()
    {
        foreach (var folder in new[] { Root, Metrics, Logs, System.IO.Path.GetDirectoryName(Last)! })
        {
            Directory.CreateDirectory(folder);
        }
    }

    /// <summary>Writes the record, whole or not at all.</summary>
    public void Write(RunRecord record) => AtomicFile.WriteText(Record, JsonSerializer.Serialize(record, Format) + "\n");

    /// <summary>Writes the evaluation, whole or not at all.</summary>
    public void Write(RunEvaluation evaluation) => AtomicFile.WriteText(Evaluation, JsonSerializer.Serialize(evaluation, Format) + "\n");

    /// <summary>Reads the record.</summary>
    /// <exception cref="IOException">There is none, or it is damaged.</exception>
    public RunRecord Read()
    {
        try
        {
            return JsonSerializer.Deserialize<RunRecord>(File.ReadAllBytes(Record), Format) ?? throw new JsonException("it is empty");
        }
        catch (JsonException error)
        {
            throw new IOException($"{Record}: the record of the run cannot be read ({error.Message.ReplaceLineEndings(" ").TrimEnd('.')}). Use another folder, or restore the file.", error);
        }
    }

    string In(string name) => System.IO.Path.Combine(Root, name);
}
