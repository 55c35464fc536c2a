using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Training.Runs;

/// <summary>Writes pictures as PNG: 8 bits of red, green and blue, no filter (RFC 2083).</summary>
public static class PngFile
{
    /// <summary>Writes a picture, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="rgb">Red, green, blue of each pixel, row by row.</param>
    public static void Write(string path, int width, ReadOnlySpan<byte> rgb)
    {
        var file = Encode(width, rgb);
        AtomicFile.Write(path, stream => stream.Write(file));
    }

    /// <summary>The bytes of a picture's file.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="rgb">Red, green, blue of each pixel, row by row.</param>
    public static byte[] Encode(int width, ReadOnlySpan<byte> rgb)
    {
        var height = rgb.Length / (3 * width);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                zip.WriteByte(0);
                zip.Write(rgb.Slice(3 * width * y, 3 * width));
            }
        }

        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        Chunk(file, "IHDR"u8, header);
        Chunk(file, "IDAT"u8, packed.ToArray());
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    static void Chunk(Stream stream, ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        byte[] body = [.. name, .. content];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        stream.Write(number);
        stream.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32(body));
        stream.Write(number);
    }
}
