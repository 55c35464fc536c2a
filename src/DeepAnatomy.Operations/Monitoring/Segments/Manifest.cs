using System.Text.Json;

namespace DeepAnatomy.Operations.Monitoring.Segments;

/// <summary>Which files of the folder are the store. Replaced as a whole, so that what it names is always complete.</summary>
/// <param name="Format">Version of the format, 1.</param>
/// <param name="Segments">Names of segment files, oldest first.</param>
/// <param name="Journal">Name of the journal with what is in no segment.</param>
/// <param name="Next">Number of the next file.</param>
sealed record Manifest(int Format, string[] Segments, string Journal, int Next)
{
    const string FileName = "manifest.json";
    const int Newest = 1;
    static readonly JsonSerializerOptions Style = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Manifest Fresh => new(Newest, [], "journal-000001.blsj", 2);

    public static string PathIn(string folder) => Path.Combine(folder, FileName);

    /// <summary>Reads the folder's; null where there is none.</summary>
    /// <exception cref="UnusableSeriesException">It cannot be understood.</exception>
    public static Manifest? Read(string folder)
    {
        var path = PathIn(folder);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var manifest = JsonSerializer.Deserialize<Manifest>(File.ReadAllBytes(path), Style);
            return manifest switch
            {
                { Format: > Newest } => throw new UnusableSeriesException(path, "these series were written by a later version of the product", "Use that version"),
                { Format: Newest, Segments: not null, Journal.Length: > 0 } when manifest.Segments.Append(manifest.Journal).All(IsName) => manifest,
                _ => throw Damaged(path, null),
            };
        }
        catch (JsonException error)
        {
            throw Damaged(path, error);
        }
    }

    public void Write(string folder)
    {
        var unfinished = PathIn(folder) + ".tmp";
        using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
        {
            file.Write(JsonSerializer.SerializeToUtf8Bytes(this, Style));
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, PathIn(folder), overwrite: true);
    }

    /// <summary>Deletes what earlier attempts left behind.</summary>
    public void Sweep(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder))
        {
            var name = Path.GetFileName(path);
            var isOwn = name.EndsWith(".tmp", StringComparison.Ordinal) || name.EndsWith(".blsj", StringComparison.Ordinal) || name.EndsWith(".blsg", StringComparison.Ordinal);
            if (isOwn && name != Journal && !Segments.Contains(name))
            {
                File.Delete(path);
            }
        }
    }

    static bool IsName(string name) => name == Path.GetFileName(name) && name.Length > 0;

    static UnusableSeriesException Damaged(string path, Exception? inner) =>
        new(path, "the list of the series' files is damaged", "Restore it from a backup, or delete the folder of series to read them again from the run's files", inner);
}
