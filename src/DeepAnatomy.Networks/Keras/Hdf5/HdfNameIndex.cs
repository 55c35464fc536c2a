namespace DeepAnatomy.Networks.Keras.Hdf5;

/// <summary>B-trees of version 2.</summary>
/// <param name="file">The file.</param>
sealed class HdfNameIndex(HdfFile file)
{
    const int NodePrefix = 6, NodeOverhead = 10;

    readonly List<(int Kind, ReadOnlyMemory<byte> Record)> records = [];
    int kind, recordSize, nodeSize;

    /// <summary>Bytes that hold numbers up to a limit.</summary>
    public static int BytesFor(ulong limit) => ((int)ulong.Log2(Math.Max(1, limit)) / 8) + 1;

    /// <summary>All records, with the kind of the tree.</summary>
    public List<(int Kind, ReadOnlyMemory<byte> Record)> Records(ulong address)
    {
        var cursor = new HdfCursor(file, file.Slice(address, 16 + file.OffsetSize + 2 + file.LengthSize).Span);
        cursor.Expect("BTHD");
        cursor.ExpectVersion(0, "index");
        kind = cursor.Byte();
        (var size, recordSize, var depth) = (cursor.UInt32(), cursor.UInt16(), cursor.UInt16());
        cursor.Skip(2);
        var (root, count) = (cursor.Address(), cursor.UInt16());
        if (size is <= 64 or > 1 << 24 || recordSize is 0 or > 64 || depth > 8)
        {
            throw file.Damaged("an index has impossible sizes");
        }

        nodeSize = (int)size;
        if (root != HdfFile.Undefined)
        {
            Read(root, count, Levels(depth), depth);
        }

        return records;
    }

    /// <summary>For each level: bytes of a child's number of records in all.</summary>
    int[] Levels(int depth)
    {
        var bytes = new int[depth + 1];
        ulong all = (ulong)((nodeSize - NodeOverhead) / recordSize);
        var countBytes = BytesFor(all);
        for (var level = 1; level <= depth; level++)
        {
            var pointer = file.OffsetSize + countBytes + bytes[level - 1];
            var most = (ulong)Math.Max(0, (nodeSize - NodeOverhead - pointer) / (recordSize + pointer));
            all = ((most + 1) * all) + most;
            bytes[level] = BytesFor(all);
        }

        return bytes;
    }

    void Read(ulong address, long count, int[] levels, int depth)
    {
        var node = file.Slice(address, nodeSize);
        var cursor = new HdfCursor(file, node.Span);
        cursor.Expect(depth == 0 ? "BTLF" : "BTIN");
        cursor.Skip(NodePrefix - 4);
        for (var record = 0; record < count; record++)
        {
            var start = cursor.Position;
            cursor.Skip(recordSize);
            records.Add((kind, node.Slice(start, recordSize)));
        }

        var countBytes = BytesFor((ulong)((nodeSize - NodeOverhead) / recordSize));
        for (var child = 0; depth > 0 && child <= count; child++)
        {
            var (childAddress, childCount) = (cursor.Address(), (long)cursor.Sized(countBytes));
            cursor.Skip(levels[depth - 1]);
            Read(childAddress, childCount, levels, depth - 1);
        }
    }
}
