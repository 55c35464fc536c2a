using System.IO.Compression;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Pickle;

namespace DeepAnatomy.Networks.PyTorch;

/// <summary>The zip layout: <c>NAME/data.pkl</c>, <c>NAME/data/KEY</c>, <c>NAME/byteorder</c>.</summary>
sealed class ZipStorages : IStorageSource
{
    const int LargestPickle = 64 << 20;
    const int LargestExpansion = 100;

    readonly ZipArchive archive;
    readonly Dictionary<string, ZipArchiveEntry> members;
    readonly string prefix;
    Loaded? latest;

    ZipStorages(ZipArchive archive)
    {
        this.archive = archive;
        members = archive.Entries.DistinctBy(entry => entry.FullName, StringComparer.Ordinal).ToDictionary(entry => entry.FullName, StringComparer.Ordinal);
        prefix = Prefix();
        if (members.ContainsKey(prefix + "constants.pkl"))
        {
            throw new PickleException("the file is a TorchScript program, not a checkpoint");
        }

        CheckByteOrder();
        Root = new PickleReader(Read(members[prefix + "data.pkl"], LargestPickle), new PickleBudget()).Read();
    }

    /// <inheritdoc/>
    public object? Root { get; }

    /// <summary>Whether the file begins as a zip archive does.</summary>
    /// <param name="path">The file.</param>
    public static bool IsZip(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> magic = stackalloc byte[4];
        return file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) == magic.Length && magic.SequenceEqual("PK\u0003\u0004"u8);
    }

    /// <summary>Opens the archive and reads the pickle.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="PickleException">It is no checkpoint, or asks for more than data.</exception>
    /// <exception cref="InvalidDataException">The archive is damaged.</exception>
    public static ZipStorages Open(string path)
    {
        var archive = ZipFile.OpenRead(path);
        try
        {
            return new(archive);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Read(PickleStorage storage)
    {
        if (!members.TryGetValue($"{prefix}data/{storage.Key}", out var member))
        {
            throw new PickleException($"the storage '{storage.Key}' of a tensor is missing");
        }

        // Tensors that share a storage follow each other.
        latest = latest?.Key == storage.Key ? latest : new(storage.Key, Read(member, int.MaxValue));
        var bytes = latest.Bytes;
        var expected = checked(storage.Count * (storage.Type is { } type ? NdArray.SizeOf(type) : 1));
        return bytes.Length >= expected ? bytes.AsMemory(0, (int)expected) : throw new PickleException($"the storage '{storage.Key}' holds {bytes.Length} bytes and should hold {expected}");
    }

    /// <inheritdoc/>
    public void Dispose() => archive.Dispose();

    string Prefix()
    {
        const string pickle = "data.pkl";
        var names = members.Keys.Where(name => name == pickle || (name.EndsWith("/" + pickle, StringComparison.Ordinal) && name.IndexOf('/', StringComparison.Ordinal) == name.Length - pickle.Length - 1)).ToArray();
        return names is [var name] ? name[..^pickle.Length] : throw new PickleException("the file is a zip archive, but not one of torch.save (it holds no data.pkl)");
    }

    void CheckByteOrder()
    {
        if (members.TryGetValue(prefix + "byteorder", out var member) && Read(member, 64) is { } order && !order.AsSpan().StartsWith("little"u8))
        {
            throw new PickleException("the checkpoint was written on a big-endian machine");
        }
    }

    static byte[] Read(ZipArchiveEntry member, int limit)
    {
        if (member.Length > limit || member.Length > Math.Max(member.CompressedLength, 1024) * LargestExpansion)
        {
            throw new PickleException($"the member '{Path.GetFileName(member.FullName)}' claims {member.Length} bytes, more than a checkpoint needs");
        }

        // Opening checks that the compressed bytes are in the file, before memory is taken for what they claim to become.
        using var stream = member.Open();
        var bytes = new byte[member.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    sealed record Loaded(string Key, byte[] Bytes);
}
