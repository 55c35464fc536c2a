using DeepAnatomy.Networks.Keras.Hdf5;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Keras;

/// <summary>Recognises files of Keras by content, never by name.</summary>
static class KerasFileKinds
{
    /// <exception cref="UnreadableModelException">There is no such file, or it is of no known kind.</exception>
    public static KerasFileKind Of(string path)
    {
        if (Directory.Exists(path))
        {
            return KerasFileKind.Folder;
        }

        if (!File.Exists(path))
        {
            throw new UnreadableModelException(path, "there is no such file", "Check the path");
        }

        Span<byte> start = stackalloc byte[16];
        using var stream = File.OpenRead(path);
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        return start.StartsWith("PK"u8) ? KerasFileKind.Archive
            : HdfFile.IsHdf5(start) || HasUserBlock(stream) ? KerasFileKind.Hdf5
            : start.TrimStart((byte[])[0xef, 0xbb, 0xbf, (byte)' ', (byte)'\n', (byte)'\r', (byte)'\t']).StartsWith("{"u8) ? KerasFileKind.Json
            : throw new UnreadableModelException(path, "it is not a model of Keras", "Give a .keras, .h5 or .hdf5 file, or the JSON of an architecture");
    }

    /// <summary>The whole content.</summary>
    /// <exception cref="UnreadableModelException">It is too large.</exception>
    public static byte[] Content(string path)
    {
        var length = new FileInfo(path).Length;
        return length <= Array.MaxLength
            ? File.ReadAllBytes(path)
            : throw new UnreadableModelException(path, $"the file has {length >> 20} MiB", "Files above 2 GiB cannot be read");
    }

    static bool HasUserBlock(FileStream stream)
    {
        Span<byte> start = stackalloc byte[8];
        stream.Position = Math.Min(512, stream.Length);
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && HdfFile.IsHdf5(start);
    }
}
