using System.Buffers.Binary;
using System.IO.Compression;
using DeepAnatomy.Training.Runs;

namespace DeepAnatomy.Training.Tests.Runs;

public sealed class PngFileTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_file_holds_size_and_pixels_in_chunks_with_right_lengths()
    {
        byte[] rgb = [.. Enumerable.Range(0, 3 * 5 * 4).Select(n => (byte)(n * 7))];
        PngFile.Write(folder["a.png"], 5, rgb);
        var bytes = File.ReadAllBytes(folder["a.png"]);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10], bytes[..8]);
        var chunks = new Dictionary<string, byte[]>();
        for (var at = 8; at < bytes.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
            chunks.Add(System.Text.Encoding.ASCII.GetString(bytes, at + 4, 4), bytes[(at + 8)..(at + 8 + length)]);
            at += 12 + length;
        }

        Assert.Equal(["IHDR", "IDAT", "IEND"], chunks.Keys);
        Assert.Equal([0, 0, 0, 5, 0, 0, 0, 4, 8, 2, 0, 0, 0], chunks["IHDR"]);
        using var unpacked = new MemoryStream();
        new ZLibStream(new MemoryStream(chunks["IDAT"]), CompressionMode.Decompress).CopyTo(unpacked);
        Assert.Equal(Enumerable.Range(0, 4).SelectMany(y => rgb[(15 * y)..(15 * (y + 1))].Prepend((byte)0)), unpacked.ToArray());
    }
}
