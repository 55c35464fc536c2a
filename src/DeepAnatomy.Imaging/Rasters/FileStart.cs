using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Rasters;

/// <summary>The first bytes of a file, by which formats are told apart.</summary>
static class FileStart
{
    const int Bytes = 512;

    /// <summary>The first byte of every gzip file.</summary>
    public const byte GzipByte = 0x1f;

    /// <exception cref="UnreadableImageException">There is no such file, or it must not be read, or it is empty.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            var bytes = new byte[Bytes];
            var count = file.ReadAtLeast(bytes, Bytes, throwOnEndOfStream: false);
            return count > 0
                ? bytes[..count]
                : throw new UnreadableImageException(path, "the file is empty", "Copy or export it again");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UnreadableImageException(path, "there is no such file", "Check the path", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UnreadableImageException(path, "the file must not be read by this user", "Check its permissions", e);
        }
    }

    public static bool IsGzip(ReadOnlySpan<byte> start) => start is [GzipByte, 0x8b, ..];
}
