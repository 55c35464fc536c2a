using System.Security.Cryptography;
using System.Text.Json;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Cli.Sending;

/// <summary>Which run of a server a run folder is: <c>server.json</c> in the folder, so that every session sends to the same one.</summary>
/// <param name="Server">Address of the server.</param>
/// <param name="Run">The run's id there; empty as long as the server has not told it.</param>
/// <param name="Key">The word with which the run is asked for, so that asking again makes no second one.</param>
sealed record RunLink(string Server, string Run, string? Key = null)
{
    const string FileName = "server.json";
    const int KeyLength = 32;
    static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The link of a folder to a server, or null.</summary>
    public static RunLink? Find(string folder, ServerAddress server) => Read(folder, server) is { Run.Length: > 0 } link ? link : null;

    /// <summary>A link to a run that the server is still to be asked for; the one that is there when it was asked already.</summary>
    public static RunLink Wanted(string folder, ServerAddress server) =>
        Read(folder, server) is { Key.Length: > 0 } link ? link : new(server.Url.AbsoluteUri, "", RandomNumberGenerator.GetHexString(KeyLength, lowercase: true));

    /// <summary>Writes the link, whole or not at all.</summary>
    public void Write(string folder) => AtomicFile.WriteText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Format) + "\n");

    static RunLink? Read(string folder, ServerAddress server)
    {
        try
        {
            var path = Path.Combine(folder, FileName);
            var link = File.Exists(path) ? JsonSerializer.Deserialize<RunLink>(File.ReadAllBytes(path), Format) : null;
            return link?.Server == server.Url.AbsoluteUri && link.Run is not null ? link : null;
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            return null;
        }
    }
}
