using System.Collections.Immutable;
using System.IO.Compression;

namespace DeepAnatomy.Networks.Keras.Hdf5;

/// <summary>How boxes are packed: deflate (gzip of h5py), LZF, shuffle and checksum. Others are refused by number.</summary>
sealed class HdfFilters
{
    const int Deflate = 1, Shuffle = 2, Fletcher = 3, Lzf = 32000;

    /// <summary>Deflate cannot expand by more than this.</summary>
    const long MostExpansion = 1100;

    readonly HdfFile file;
    readonly ImmutableArray<int> filters;

    HdfFilters(HdfFile file, ImmutableArray<int> filters) => (this.file, this.filters) = (file, filters);

    public bool IsEmpty => filters.IsEmpty;

    public static HdfFilters Read(HdfFile file, HdfHeader header)
    {
        if (header.Find(HdfMessageType.Filters) is not { } body)
        {
            return new(file, []);
        }

        var cursor = new HdfCursor(file, body.Span);
        var (version, count) = (cursor.Byte(), cursor.Byte());
        cursor.Skip(version == 1 ? 6 : 0);
        var filters = ImmutableArray.CreateBuilder<int>();
        for (var index = 0; index < count; index++)
        {
            var id = cursor.UInt16();
            var nameLength = version == 1 || id >= 256 ? cursor.UInt16() : 0;
            cursor.Skip(2);
            var values = cursor.UInt16();
            cursor.Skip(version == 1 ? (nameLength + 7) / 8 * 8 : nameLength);
            cursor.Skip(4 * (values + (version == 1 ? values % 2 : 0)));
            filters.Add(id is Deflate or Shuffle or Fletcher or Lzf ? id : throw file.Unsupported($"is compressed by the unknown filter {id}"));
        }

        return new(file, filters.ToImmutable());
    }

    /// <summary>Unpacks one box.</summary>
    /// <param name="stored">As it lies in the file.</param>
    /// <param name="size">Bytes of the unpacked box.</param>
    /// <param name="mask">Bit i set: the i-th filter was left out.</param>
    /// <param name="elementSize">Bytes of one element.</param>
    public ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> stored, int size, uint mask, int elementSize)
    {
        if (size / MostExpansion > stored.Length)
        {
            throw file.Damaged($"a box of {size} bytes is stored in {stored.Length}");
        }

        var bytes = stored;
        for (var index = filters.Length - 1; index >= 0; index--)
        {
            if (index >= 32 || (mask & (1u << index)) == 0)
            {
                const int Checksum = 4;
                bytes = filters[index] switch
                {
                    Deflate => Inflate(bytes, size + (Checksum * filters.Length)),
                    Lzf => HdfLzf.Decode(bytes.Span, size + (Checksum * filters.Length)) ?? throw file.Damaged("a compressed box is wrong"),
                    Shuffle => Unshuffle(bytes.Span, elementSize),
                    _ => bytes[..Math.Max(0, bytes.Length - Checksum)],
                };
            }
        }

        return bytes.Length >= size ? bytes[..size] : throw file.Damaged("a box is too short");
    }

    byte[] Inflate(ReadOnlyMemory<byte> packed, int most)
    {
        try
        {
            using var stream = new ZLibStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
            var result = new byte[most];
            var length = stream.ReadAtLeast(result, most, throwOnEndOfStream: false);
            return result[..length];
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw file.Damaged("a compressed box is wrong");
        }
    }

    static byte[] Unshuffle(ReadOnlySpan<byte> shuffled, int elementSize)
    {
        var result = shuffled.ToArray();
        var count = shuffled.Length / elementSize;
        for (var part = 0; part < elementSize; part++)
        {
            for (var element = 0; element < count; element++)
            {
                result[(element * elementSize) + part] = shuffled[(part * count) + element];
            }
        }

        return result;
    }
}
