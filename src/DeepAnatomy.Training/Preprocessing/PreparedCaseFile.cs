using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Training.Preprocessing;

/// <summary>The file of a preprocessed case.</summary>
/// <remarks>
/// Little-endian throughout: 8 bytes <c>DACASE1\n</c>; 4 bytes length L of the header; 32 bytes SHA-256 of the header; L bytes header (JSON);
/// zeros up to a multiple of 4096; HU as 16-bit integers, i fastest; one <see cref="Sparse.VoxelCode"/> byte per voxel; zeros up to a multiple of 4;
/// voxel offsets of the places as 32-bit integers. A slice is read with one read per buffer.
/// </remarks>
static class PreparedCaseFile
{
    public const int FixedBytes = 8 + 4 + 32;
    const int MostHeaderBytes = 1 << 20;
    const int Alignment = 4096;

    static ReadOnlySpan<byte> Magic => "DACASE1\n"u8;

    public static long DataStart(int headerBytes) => (FixedBytes + headerBytes + Alignment - 1L) / Alignment * Alignment;

    public static long PlacesStart(long dataStart, long voxels) => dataStart + (2 * voxels) + ((voxels + 3) / 4 * 4);

    /// <summary>Writes a case, whole or not at all.</summary>
    public static void Write(string path, PreparedHeader header, Volume<short> hu, Volume<byte> codes, PlaceIndex index)
    {
        var gap = new byte[PlacesStart(0, codes.Shape.Count) - (3L * codes.Shape.Count)];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        ForEachPart(hu, codes, hash.AppendData);
        hash.AppendData(gap);
        hash.AppendData(MemoryMarshal.AsBytes<int>(index.Places));
        header = header.On(hu.Grid) with
        {
            VoxelCounts = index.VoxelCounts,
            UndefinedCount = index.UndefinedCount,
            UncertainCount = index.UncertainCount,
            PlaceCounts = index.Counts,
            DataSha256 = Convert.ToHexStringLower(hash.GetHashAndReset()),
        };
        var text = JsonSerializer.SerializeToUtf8Bytes(header);
        AtomicFile.Write(path, stream =>
        {
            Span<byte> head = new byte[DataStart(text.Length)];
            Magic.CopyTo(head);
            BinaryPrimitives.WriteInt32LittleEndian(head[8..], text.Length);
            SHA256.HashData(text, head[12..]);
            text.CopyTo(head[FixedBytes..]);
            stream.Write(head);
            ForEachPart(hu, codes, stream.Write);
            stream.Write(gap);
            stream.Write(MemoryMarshal.AsBytes<int>(index.Places));
        });
    }

    /// <summary>Reads and checks the header.</summary>
    /// <exception cref="InvalidDataException">The file is damaged; the message says how.</exception>
    public static (PreparedHeader Header, long DataStart) ReadHeader(Microsoft.Win32.SafeHandles.SafeFileHandle file)
    {
        Span<byte> start = stackalloc byte[FixedBytes];
        if (RandomAccess.Read(file, start, 0) < FixedBytes || !start.StartsWith(Magic))
        {
            throw new InvalidDataException("it is no preprocessed case of this version");
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(start[8..]);
        var text = length is > 0 and <= MostHeaderBytes ? new byte[length] : throw new InvalidDataException("the length of its header is wrong");
        if (RandomAccess.Read(file, text, FixedBytes) < length || !SHA256.HashData(text).AsSpan().SequenceEqual(start[12..]))
        {
            throw new InvalidDataException("its header is damaged");
        }

        try
        {
            var header = JsonSerializer.Deserialize<PreparedHeader>(text) ?? throw new InvalidDataException("its header is empty");
            var dataStart = DataStart(length);
            var expected = PlacesStart(dataStart, header.ToGrid().Shape.Count) + (4 * header.PlaceCounts.Sum(n => (long)n));
            return header.PlaceCounts.Length == header.VoxelCounts.Length + 1 && header.PlaceCounts.All(n => n >= 0) && RandomAccess.GetLength(file) == expected
                ? (header, dataStart)
                : throw new InvalidDataException("it is truncated or too long");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new InvalidDataException("its header is damaged", e);
        }
    }

    delegate void Part(ReadOnlySpan<byte> bytes);

    // Slice by slice: a whole volume may have more bytes than a span holds.
    static void ForEachPart(Volume<short> hu, Volume<byte> codes, Part part)
    {
        for (var k = 0; k < hu.Shape.K; k++)
        {
            part(MemoryMarshal.AsBytes(hu.Slice(k)));
        }

        for (var k = 0; k < codes.Shape.K; k++)
        {
            part(codes.Slice(k));
        }
    }
}
