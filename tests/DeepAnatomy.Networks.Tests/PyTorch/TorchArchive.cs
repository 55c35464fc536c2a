using System.IO.Compression;

namespace DeepAnatomy.Networks.Tests.PyTorch;

/// <summary>Writes files in the zip layout of <c>torch.save</c>.</summary>
static class TorchArchive
{
    public static void Write(string path, byte[] pickle, params ReadOnlySpan<(string Name, byte[] Bytes)> members)
    {
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        Add(archive, "model/data.pkl", pickle);
        foreach (var (name, bytes) in members)
        {
            Add(archive, "model/" + name, bytes);
        }
    }

    static void Add(ZipArchive archive, string name, byte[] bytes)
    {
        using var stream = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
        stream.Write(bytes);
    }
}
