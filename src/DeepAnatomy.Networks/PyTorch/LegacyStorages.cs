using System.Buffers.Binary;
using System.Numerics;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Pickle;

namespace DeepAnatomy.Networks.PyTorch;

/// <summary>The layout before PyTorch 1.6: five pickles (magic number, protocol, system, object, keys of the storages), then the storages, each with its count in front.</summary>
sealed class LegacyStorages : IStorageSource
{
    const long LargestFile = 2L << 30;
    const long Protocol = 1001;

    static readonly BigInteger Magic = BigInteger.Parse("119547037146038801333356", System.Globalization.CultureInfo.InvariantCulture);

    readonly ReadOnlyMemory<byte> data;
    readonly Dictionary<string, int> starts = new(StringComparer.Ordinal);

    LegacyStorages(ReadOnlyMemory<byte> data)
    {
        this.data = data;
        var position = 0;
        var budget = new PickleBudget();
        CheckHead(Next(budget, ref position), Next(budget, ref position), Next(budget, ref position));
        Root = Next(budget, ref position);
        if (Next(budget, ref position) is not List<object?> keys)
        {
            throw new PickleException("the checkpoint does not list its storages");
        }

        Locate(keys, StorageSizes(Root), position);
    }

    /// <inheritdoc/>
    public object? Root { get; }

    /// <summary>Reads the file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="PickleException">It is no checkpoint, or asks for more than data.</exception>
    public static LegacyStorages Open(string path) =>
        new FileInfo(path).Length <= LargestFile ? new(File.ReadAllBytes(path)) : throw new PickleException("the file is no zip archive and too large for the layout before PyTorch 1.6");

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Read(PickleStorage storage)
    {
        var size = checked(storage.Count * NdArray.SizeOf(storage.Type ?? ElementType.UInt8));
        return starts.TryGetValue(storage.Key, out var start) && size <= data.Length - start
            ? data.Slice(start, (int)size)
            : throw new PickleException($"the storage '{storage.Key}' of a tensor is missing");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    object? Next(PickleBudget budget, ref int position)
    {
        var reader = new PickleReader(data, budget, position);
        var value = reader.Read();
        position = reader.Position;
        return value;
    }

    static void CheckHead(object? magic, object? protocol, object? system)
    {
        if (magic is not BigInteger number || number != Magic || protocol is not Protocol)
        {
            throw new PickleException("the file is neither a zip archive nor a checkpoint of PyTorch");
        }

        if (system is PickleDictionary dictionary && dictionary["little_endian"] is false)
        {
            throw new PickleException("the checkpoint was written on a big-endian machine");
        }
    }

    void Locate(List<object?> keys, Dictionary<string, int> elementSizes, int position)
    {
        foreach (var item in keys)
        {
            if (item is not string key || data.Length - position < sizeof(long) || !elementSizes.TryGetValue(key, out var elementSize))
            {
                throw new PickleException("the storages of the checkpoint do not fit its tensors");
            }

            var count = BinaryPrimitives.ReadInt64LittleEndian(data.Span[position..]);
            position += sizeof(long);
            starts[key] = position;
            if (count < 0 || count > (data.Length - position) / elementSize)
            {
                throw new PickleException("the checkpoint ends in the middle of its storages");
            }

            position += (int)(count * elementSize);
        }
    }

    static Dictionary<string, int> StorageSizes(object? root)
    {
        Dictionary<string, int> sizes = new(StringComparer.Ordinal);
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        Stack<object?> open = new([root]);
        while (open.TryPop(out var value))
        {
            if (value is null || (value is not string && !seen.Add(value)))
            {
                continue;
            }

            if (value is PickleTensor tensor)
            {
                sizes[tensor.Storage.Key] = NdArray.SizeOf(tensor.Storage.Type ?? ElementType.UInt8);
            }

            foreach (var inner in Inside(value))
            {
                open.Push(inner);
            }
        }

        return sizes;
    }

    static IEnumerable<object?> Inside(object value) => value switch
    {
        PickleDictionary dictionary => dictionary.Entries.Select(entry => entry.Value),
        PickleTuple tuple => tuple.Items,
        List<object?> list => list,
        PickleSet set => set.Items,
        _ => [],
    };
}
