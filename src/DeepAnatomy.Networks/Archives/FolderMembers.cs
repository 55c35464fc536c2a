using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Archives;

/// <summary>The files of a folder, as an unzipped <c>.keras</c> file holds them.</summary>
/// <param name="path">The folder.</param>
sealed class FolderMembers(string path) : IMembers
{
    public string Path => path;

    public IReadOnlyCollection<string> Names { get; } =
        [.. Directory.EnumerateFiles(path).Select(file => System.IO.Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    public byte[] Read(string name)
    {
        var file = System.IO.Path.Combine(path, name);
        var length = new FileInfo(file).Length;
        return length <= Array.MaxLength
            ? File.ReadAllBytes(file)
            : throw new UnreadableModelException(file, $"the file has {length >> 20} MiB", "Files above 2 GiB cannot be read");
    }

    public void Dispose()
    {
    }
}
