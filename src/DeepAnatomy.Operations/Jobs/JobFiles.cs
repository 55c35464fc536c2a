using System.Globalization;
using System.Text.Json;

namespace DeepAnatomy.Operations.Jobs;

/// <summary>The files of a folder of jobs, by which a job is found again: what was asked (<c>ID.json</c>), its process (<c>ID.process</c>), its exit code (<c>ID.exit</c>), what it printed (<c>ID.log</c>).</summary>
sealed class JobFiles(string folder)
{
    static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string Folder { get; } = Directory.CreateDirectory(folder).FullName;

    public string LogOf(string id) => BaseOf(id) + ".log";

    public string BaseOf(string id) => Path.Combine(Folder, id);

    public void Write(StoredJob job) => WriteText(BaseOf(job.Request.Id) + ".json", JsonSerializer.Serialize(job, Format));

    /// <summary>All jobs, oldest first; a damaged file is passed over.</summary>
    public IEnumerable<StoredJob> All() => Directory.EnumerateFiles(Folder, "*.json").Select(Read).OfType<StoredJob>().OrderBy(job => job.Number);

    public ProcessStamp? ProcessOf(string id, string boot)
    {
        var text = TextOf(BaseOf(id) + ".process")?.Split('\n');
        return text is [var line, var then, ..] && then == boot ? ProcessStamp.Parse(line, then) : null;
    }

    public bool HasBegun(string id) => File.Exists(BaseOf(id) + ".process");

    public int? ExitCodeOf(string id) => int.TryParse(TextOf(BaseOf(id) + ".exit"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var code) ? code : null;

    public void Delete(string id)
    {
        foreach (var ending in new[] { ".process", ".exit", ".log", ".json" })
        {
            File.Delete(BaseOf(id) + ending);
        }
    }

    static StoredJob? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<StoredJob>(File.ReadAllBytes(path), Format);
        }
        catch (Exception error) when (error is JsonException or IOException or NotSupportedException)
        {
            return null;
        }
    }

    static string? TextOf(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return null;
        }
    }

    static void WriteText(string path, string text)
    {
        var temporary = path + ".tmp";
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
