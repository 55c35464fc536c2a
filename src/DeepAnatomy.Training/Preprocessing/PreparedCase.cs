using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;
using Microsoft.Win32.SafeHandles;

namespace DeepAnatomy.Training.Preprocessing;

/// <summary>A preprocessed case on disk: HU and voxel codes on one grid with axes LPS. Reads what is asked for and keeps nothing, so hundreds may be open; safe for many threads.</summary>
public sealed class PreparedCase : IDisposable
{
    readonly SafeFileHandle file;
    readonly PreparedHeader header;
    readonly long dataStart;
    readonly long[] placesStart;

    PreparedCase(string path, SafeFileHandle file, PreparedHeader header, long dataStart)
    {
        (Path, this.file, this.header, this.dataStart, Grid) = (path, file, header, dataStart, header.ToGrid());
        VoxelCounts = [.. header.VoxelCounts];
        placesStart = new long[header.PlaceCounts.Length];
        var at = PreparedCaseFile.PlacesStart(dataStart, Grid.Shape.Count);
        for (var n = 0; n < placesStart.Length; n++)
        {
            placesStart[n] = at;
            at += 4L * header.PlaceCounts[n];
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Name of the case.</summary>
    public string Id => header.Id;

    /// <summary>Whose scan it is.</summary>
    public string Patient => header.Patient;

    /// <summary>Hash over inputs, settings and version.</summary>
    public string Key => header.Key;

    /// <summary>Where the voxels lie.</summary>
    public Grid Grid { get; }

    /// <summary>Certain voxels of each class, background first.</summary>
    public ImmutableArray<long> VoxelCounts { get; }

    /// <summary>Whether parts were not annotated.</summary>
    public bool IsSparse => header.UndefinedCount > 0;

    /// <summary>Share of the voxels that were annotated, uncertain ones included.</summary>
    public double DefinedFraction => 1 - ((double)header.UndefinedCount / Grid.Shape.Count);

    /// <summary>Voxels drawn as uncertain.</summary>
    public long UncertainCount => header.UncertainCount;

    /// <summary>Places stored of a class; 0 for background.</summary>
    public int PlaceCount(int classIndex) => header.PlaceCounts[classIndex + 1];

    /// <summary>Places stored of any annotated voxel; 0 unless <see cref="IsSparse"/>.</summary>
    public int AnnotatedPlaceCount => header.PlaceCounts[0];

    /// <summary>The n-th stored place (i, j, k) of a class.</summary>
    public (int I, int J, int K) Place(int classIndex, int n) => PlaceIn(classIndex + 1, n);

    /// <summary>The n-th stored place (i, j, k) of an annotated voxel.</summary>
    public (int I, int J, int K) AnnotatedPlace(int n) => PlaceIn(0, n);

    /// <summary>Opens a case.</summary>
    /// <exception cref="UnreadableImageException">The file is missing or damaged.</exception>
    public static PreparedCase Open(string path)
    {
        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.RandomAccess);
            var (header, dataStart) = PreparedCaseFile.ReadHeader(file);
            return new(path, file, header, dataStart);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            file?.Dispose();
            throw new UnreadableImageException(path, $"the preprocessed case cannot be read: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}", "Remove it, it will be made anew", e);
        }
    }

    /// <summary>Reads whole slices.</summary>
    /// <param name="k">The first slice.</param>
    /// <param name="count">Number of slices.</param>
    /// <param name="hu">Gets HU, i fastest; may be empty to skip them.</param>
    /// <param name="codes">Gets voxel codes; may be empty to skip them.</param>
    public void ReadSlices(int k, int count, Span<short> hu, Span<byte> codes) => ReadRows(k, count, 0, Grid.Shape.J, hu, codes);

    /// <summary>Reads the same rows of several slices.</summary>
    /// <param name="k">The first slice.</param>
    /// <param name="slices">Number of slices.</param>
    /// <param name="j">The first row.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="hu">Gets HU, i fastest, then rows, then slices; may be empty to skip them.</param>
    /// <param name="codes">Gets voxel codes in the same order; may be empty to skip them.</param>
    /// <exception cref="ArgumentOutOfRangeException">Beyond the volume.</exception>
    /// <exception cref="UnreadableImageException">The file became shorter meanwhile.</exception>
    public void ReadRows(int k, int slices, int j, int rows, Span<short> hu, Span<byte> codes)
    {
        var shape = Grid.Shape;
        if (k < 0 || slices < 0 || k + slices > shape.K || j < 0 || rows < 0 || j + rows > shape.J)
        {
            throw new ArgumentOutOfRangeException(nameof(k), $"Slices {k} … {k + slices - 1}, rows {j} … {j + rows - 1} are beyond {shape}.");
        }

        var part = rows * shape.I;
        for (var n = 0; n < slices; n++)
        {
            long at = shape.OffsetOf(0, j, k + n);
            if (!hu.IsEmpty)
            {
                Fill(MemoryMarshal.AsBytes(hu.Slice(n * part, part)), dataStart + (2 * at));
            }

            if (!codes.IsEmpty)
            {
                Fill(codes.Slice(n * part, part), dataStart + (2L * shape.Count) + at);
            }
        }
    }

    /// <summary>Whether all bytes are those that were written; reads the whole file.</summary>
    public bool IsIntact()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[1 << 20];
        var end = RandomAccess.GetLength(file);
        for (var at = dataStart; at < end; at += block.Length)
        {
            hash.AppendData(block, 0, RandomAccess.Read(file, block, at));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset()) == header.DataSha256;
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    (int I, int J, int K) PlaceIn(int list, int n)
    {
        if (n < 0 || n >= header.PlaceCounts[list])
        {
            throw new ArgumentOutOfRangeException(nameof(n), n, $"There are {header.PlaceCounts[list]} places.");
        }

        Span<byte> bytes = stackalloc byte[4];
        Fill(bytes, placesStart[list] + (4L * n));
        var at = System.Buffers.Binary.BinaryPrimitives.ReadInt32LittleEndian(bytes);
        var shape = Grid.Shape;
        return (uint)at < (uint)shape.Count
            ? (at % shape.I, at / shape.I % shape.J, at / shape.SliceCount)
            : throw new UnreadableImageException(Path, "the preprocessed case has a place outside its grid", "Remove it, it will be made anew");
    }

    void Fill(Span<byte> bytes, long at)
    {
        while (!bytes.IsEmpty)
        {
            var read = RandomAccess.Read(file, bytes, at);
            if (read == 0)
            {
                throw new UnreadableImageException(Path, "the preprocessed case became shorter while it was used", "Leave the cache alone while a training runs, and start again");
            }

            bytes = bytes[read..];
            at += read;
        }
    }
}
