using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace DeepAnatomy.Server.Runs;

/// <summary>SHA-256 of files, remembered as long as they do not change.</summary>
sealed class FileHashes
{
    const int MostKnown = 10_000;
    const long LargestFile = 512L << 20;
    readonly ConcurrentDictionary<(string Path, long Length, DateTime Written), string> known = new();

    /// <summary>The hash, lower-case hex; null where the file is gone, changes, or is so large that nobody should wait for it.</summary>
    public string? Of(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length > LargestFile)
        {
            return null;
        }

        try
        {
            var key = (path, file.Length, file.LastWriteTimeUtc);
            if (known.TryGetValue(key, out var hash))
            {
                return hash;
            }

            using var stream = file.OpenRead();
            hash = Convert.ToHexStringLower(SHA256.HashData(stream));
            if (known.Count > MostKnown)
            {
                known.Clear();
            }

            return known[key] = hash;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
