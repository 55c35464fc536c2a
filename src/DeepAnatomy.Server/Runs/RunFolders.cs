using System.Text.Json;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Server.Hosting;
using DeepAnatomy.Server.Workspace;

namespace DeepAnatomy.Server.Runs;

/// <summary>Where the files of runs are.</summary>
sealed class RunFolders(WorkspaceFolder workspace)
{
    public string Root => workspace.Runs;

    public string Of(string id) => Path.Combine(workspace.Runs, id);

    public string SeriesOf(string id) => Path.Combine(Of(id), "series");

    public string MetricsOf(string id) => Path.Combine(Of(id), "metrics");

    public string RecordOf(string id) => Path.Combine(Of(id), "run.json");

    /// <summary>The configuration a worker is started with.</summary>
    public string ConfigurationOf(string id) => FirstOf(Path.Combine(Of(id), "input", "configuration.yaml"), Path.Combine(Of(id), "configuration.yaml"));

    /// <summary>The configuration as it was handed in.</summary>
    public string HandedInOf(string id) => FirstOf(Path.Combine(Of(id), "input", "as-handed-in.yaml"), ConfigurationOf(id));

    /// <summary>The architecture a worker is started with; may be missing.</summary>
    public string ArchitectureOf(string id) => FirstOf(Path.Combine(Of(id), "input", "architecture.json"), Path.Combine(Of(id), "architecture.json"));

    public RunSummary? ReadSummary(string id)
    {
        try
        {
            return JsonSerializer.Deserialize<RunSummary>(File.ReadAllBytes(SummaryOf(id)), JsonForm.Options);
        }
        catch (Exception error) when (error is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void WriteSummary(string id, RunSummary summary)
    {
        if (Directory.Exists(Of(id)))
        {
            AtomicFile.WriteText(SummaryOf(id), JsonSerializer.Serialize(summary, JsonForm.Options));
        }
    }

    /// <summary>Writes what a run is made of.</summary>
    /// <param name="id">The run.</param>
    /// <param name="handedIn">The configuration as it was handed in.</param>
    /// <param name="resolved">With all defaults and absolute paths.</param>
    /// <param name="architecture">The architecture, or null.</param>
    public void WriteInput(string id, string handedIn, string resolved, string? architecture)
    {
        var input = Directory.CreateDirectory(Path.Combine(Of(id), "input")).FullName;
        AtomicFile.WriteText(Path.Combine(input, "as-handed-in.yaml"), handedIn);
        AtomicFile.WriteText(Path.Combine(input, "configuration.yaml"), resolved);
        if (architecture is not null)
        {
            AtomicFile.WriteText(Path.Combine(input, "architecture.json"), architecture);
        }
    }

    /// <summary>Moves a run to the trash.</summary>
    public void Discard(string id, DateTimeOffset now)
    {
        if (Directory.Exists(Of(id)))
        {
            Directory.Move(Of(id), Path.Combine(workspace.Trash, $"{now:yyyyMMddHHmmss}-{id}"));
        }
    }

    /// <summary>When the summary was last kept, UTC; long ago when there is none.</summary>
    public DateTime SummaryTime(string id) => File.GetLastWriteTimeUtc(SummaryOf(id));

    string SummaryOf(string id) => Path.Combine(Of(id), "summary.json");

    static string FirstOf(string wanted, string otherwise) => File.Exists(wanted) ? wanted : otherwise;
}
