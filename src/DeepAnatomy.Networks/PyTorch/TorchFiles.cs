using System.IO.Compression;

namespace DeepAnatomy.Networks.PyTorch;

/// <summary>Tells files of PyTorch apart by their content.</summary>
public static class TorchFiles
{
    const byte PickleStart = 0x80;

    /// <summary>The kind of a file; <see cref="TorchFileKind.None"/> also for one that cannot be opened.</summary>
    /// <param name="path">The file.</param>
    public static TorchFileKind KindOf(string path)
    {
        try
        {
            return ZipStorages.IsZip(path) ? KindOfZip(path) : FirstByte(path) == PickleStart ? TorchFileKind.Checkpoint : TorchFileKind.None;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return TorchFileKind.None;
        }
    }

    static TorchFileKind KindOfZip(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        var names = archive.Entries.Select(entry => entry.FullName[(entry.FullName.IndexOf('/', StringComparison.Ordinal) + 1)..]).ToHashSet(StringComparer.Ordinal);
        return !names.Contains("data.pkl") ? TorchFileKind.None : names.Contains("constants.pkl") ? TorchFileKind.TorchScript : TorchFileKind.Checkpoint;
    }

    static int FirstByte(string path)
    {
        using var file = File.OpenRead(path);
        return file.ReadByte();
    }
}
