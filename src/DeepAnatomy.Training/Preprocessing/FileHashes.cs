using System.Security.Cryptography;
using System.Text.Json;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Training.Preprocessing;

/// <summary>SHA-256 of input files, remembered by length and time of change in <c>hashes.json</c>, so that a second start does not read hundreds of scans.</summary>
sealed class FileHashes
{
    readonly string path;
    readonly Dictionary<string, Entry> entries;
    bool isChanged;

    FileHashes(string path, Dictionary<string, Entry> entries) => (this.path, this.entries) = (path, entries);

    /// <summary>Reads what is remembered in a folder; damage means that nothing is.</summary>
    public static FileHashes In(string folder)
    {
        var path = Path.Combine(folder, "hashes.json");
        try
        {
            var known = File.Exists(path) ? JsonSerializer.Deserialize<Dictionary<string, Entry>>(File.ReadAllBytes(path)) : null;
            return new(path, known is null || known.Values.Any(e => e?.Sha256 is null) ? [] : known);
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            return new(path, []);
        }
    }

    /// <summary>SHA-256 of a file, lower-case hex; of nothing where there is no file.</summary>
    /// <exception cref="UnreadableImageException">The file cannot be read.</exception>
    public string Of(string file)
    {
        var info = new FileInfo(file);
        if (!info.Exists)
        {
            return "";
        }

        var full = info.FullName;
        if (entries.TryGetValue(full, out var known) && known.Length == info.Length && known.ChangedTicks == info.LastWriteTimeUtc.Ticks)
        {
            return known.Sha256;
        }

        try
        {
            using var stream = info.OpenRead();
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(stream));
            entries[full] = new(info.Length, info.LastWriteTimeUtc.Ticks, sha256);
            isChanged = true;
            return sha256;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableImageException(file, e.Message.ReplaceLineEndings(" ").TrimEnd('.'), "Check that the file may be read", e);
        }
    }

    /// <summary>Writes what is new.</summary>
    public void Save()
    {
        if (isChanged)
        {
            AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, entries));
            isChanged = false;
        }
    }

    sealed record Entry(long Length, long ChangedTicks, string Sha256);
}
