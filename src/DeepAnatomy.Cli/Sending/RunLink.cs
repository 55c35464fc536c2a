using System.Text.Json;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Cli.Sending;

/// <summary>Which run of a server a run folder is: <c>server.json</c> in the folder, so that every session sends to the same one.</summary>
/// <param name="Server">Address of the server.</param>
/// <param name="Run">The run's id there.</param>
sealed record RunLink(string Server, string Run)
{
    const string FileName = "server.json";
    static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The link of a folder to a server, or null.</summary>
    public static RunLink? Find(string folder, ServerAddress server)
    {
        try
        {
            var path = Path.Combine(folder, FileName);
            var link = File.Exists(path) ? JsonSerializer.Deserialize<RunLink>(File.ReadAllBytes(path), Format) : null;
            return link?.Server == server.Url.AbsoluteUri && link.Run is { Length: > 0 } ? link : null;
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            return null;
        }
    }

    /// <summary>Writes the link, whole or not at all.</summary>
    public void Write(string folder) => AtomicFile.WriteText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Format) + "\n");
}
