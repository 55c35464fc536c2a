using System.IO.Compression;

namespace DeepAnatomy.Networks.Archives;

/// <summary>Writes ZIP files whose members are stored, as Keras and NumPy write them: same members and date, same bytes.</summary>
static class ZipWriter
{
    /// <summary>The date that ZIP files without one carry.</summary>
    public static DateTimeOffset NoDate { get; } = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes all members in order.</summary>
    /// <param name="stream">Where to; seekable.</param>
    /// <param name="members">Names and contents.</param>
    /// <param name="date">Goes into every member; cut to even seconds, and to 1980 … 2107.</param>
    public static void Write(Stream stream, IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> members, DateTimeOffset date)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, content) in members)
        {
            var entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
            entry.LastWriteTime = date.Year is >= 1980 and <= 2107 ? date : NoDate;
            using var target = entry.Open();
            target.Write(content.Span);
        }
    }
}
