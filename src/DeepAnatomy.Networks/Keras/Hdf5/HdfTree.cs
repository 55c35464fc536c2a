namespace DeepAnatomy.Networks.Keras.Hdf5;

/// <summary>Nodes of B-trees of version 1, which index groups and chunks.</summary>
static class HdfTree
{
    public const int GroupNode = 0, ChunkNode = 1;

    /// <summary>The level of a root is not known before.</summary>
    public const int AnyLevel = -2;

    /// <summary>What to do with a child: its address, the key before it, and its level; below 0 it is no node any more.</summary>
    public delegate void Visit(ulong child, ReadOnlySpan<byte> key, int childLevel);

    /// <summary>Goes through the children of one node. Levels must fall by one, so that a tree cannot contain itself.</summary>
    public static void ForEachChild(HdfFile file, ulong address, int type, int keySize, int level, Visit visit)
    {
        var prefix = 8 + (2 * file.OffsetSize);
        var head = new HdfCursor(file, file.Slice(address, prefix).Span);
        head.Expect("TREE");
        if (head.Byte() != type)
        {
            throw file.Damaged("an index has the wrong kind");
        }

        var found = head.Byte();
        if (level != AnyLevel && found != level)
        {
            throw file.Damaged("the levels of an index do not fit");
        }

        var count = head.UInt16();
        var cursor = new HdfCursor(file, file.Slice(address + (ulong)prefix, (count * (long)(keySize + file.OffsetSize)) + (count == 0 ? 0 : keySize)).Span);
        for (var child = 0; child < count; child++)
        {
            var key = cursor.Take(keySize);
            visit(cursor.Address(), key, found - 1);
        }
    }
}
