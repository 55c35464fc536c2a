using System.IO.Compression;
using System.IO.Hashing;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Archives;

/// <summary>The members of a ZIP file, stored or deflated, with or without ZIP64. Nothing is written to disk; a member is refused that is larger than memory allows, that lies about its size, or whose checksum is wrong.</summary>
sealed class ZipMembers : IMembers
{
    /// <summary>Below this size a member may expand as it likes.</summary>
    const long HarmlessBytes = 64 << 20;

    /// <summary>A larger member that expands by more than this is a bomb, not data.</summary>
    const long MostExpansion = 100;

    const int MostMembers = 100_000;

    const string Damaged = "the ZIP file is truncated or damaged", CopyAgain = "Copy or save the file again";

    readonly ZipArchive archive;
    readonly Dictionary<string, ZipArchiveEntry> entries = new(StringComparer.Ordinal);

    ZipMembers(string path, ZipArchive archive) => (Path, this.archive) = (path, archive);

    public string Path { get; }

    public IReadOnlyCollection<string> Names => entries.Keys;

    /// <exception cref="UnreadableModelException">It is not a ZIP file, is damaged, or holds two members of one name or a name that leaves the archive.</exception>
    public static ZipMembers Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new UnreadableModelException(path, "there is no such file", "Check the path");
        }

        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        ZipMembers? members = null;
        try
        {
            members = new(path, new ZipArchive(stream, ZipArchiveMode.Read));
            members.List();
            return members;
        }
        catch (Exception e) when (e is not UnreadableModelException)
        {
            (members as IDisposable ?? stream).Dispose();
            throw new UnreadableModelException(path, Damaged, CopyAgain, e);
        }
        catch
        {
            (members as IDisposable ?? stream).Dispose();
            throw;
        }
    }

    public byte[] Read(string name)
    {
        var entry = entries[name];
        if (entry.Length > Array.MaxLength)
        {
            throw new UnreadableModelException(Path, $"its member {name} has {entry.Length >> 20} MiB", "Members above 2 GiB cannot be read");
        }

        if (entry.Length > HarmlessBytes && entry.Length / MostExpansion > entry.CompressedLength)
        {
            throw new UnreadableModelException(Path, $"its member {name} expands from {entry.CompressedLength} to {entry.Length} bytes", "Such a file can only be an attack or damage; get it again from a source you trust");
        }

        try
        {
            using var stream = entry.Open();
            var bytes = GC.AllocateUninitializedArray<byte>((int)entry.Length);
            stream.ReadExactly(bytes);
            return stream.ReadByte() < 0 && Crc32.HashToUInt32(bytes) == entry.Crc32
                ? bytes
                : throw new UnreadableModelException(Path, $"the checksum or size of its member {name} is wrong", CopyAgain);
        }
        catch (Exception e) when (e is not UnreadableModelException)
        {
            throw new UnreadableModelException(Path, $"its member {name} is truncated or damaged", CopyAgain, e);
        }
    }

    public void Dispose() => archive.Dispose();

    void List()
    {
        if (archive.Entries.Count > MostMembers)
        {
            throw new UnreadableModelException(Path, $"it holds {archive.Entries.Count} members", CopyAgain);
        }

        foreach (var entry in archive.Entries)
        {
            var name = entry.FullName.Replace('\\', '/');
            if (name.StartsWith('/') || name.Contains(':') || name.Split('/').Contains(".."))
            {
                throw new UnreadableModelException(Path, $"its member {entry.FullName} points outside the archive", "Get the file again from a source you trust");
            }

            if (!name.EndsWith('/') && !entries.TryAdd(name, entry))
            {
                throw new UnreadableModelException(Path, $"it holds {name} twice", CopyAgain);
            }
        }
    }
}
