using System.Text;

namespace DeepAnatomy.Networks.Keras.Hdf5;

/// <summary>The members of a group as h5py writes them by default: a B-tree of symbol nodes with names in a local heap.</summary>
/// <param name="file">The file.</param>
/// <param name="links">Takes name and address of each member.</param>
sealed class HdfSymbolTable(HdfFile file, Dictionary<string, ulong> links)
{
    const int SoftLink = 2;

    /// <summary>Reads a symbol table message.</summary>
    public void Read(ReadOnlySpan<byte> body)
    {
        var cursor = new HdfCursor(file, body);
        var (tree, heap) = (cursor.Address(), cursor.Address());
        ReadTree(tree, ReadHeap(heap), HdfTree.AnyLevel);
    }

    ReadOnlyMemory<byte> ReadHeap(ulong address)
    {
        var cursor = new HdfCursor(file, file.Slice(address, 8 + (2 * file.LengthSize) + file.OffsetSize).Span);
        cursor.Expect("HEAP");
        cursor.Skip(4);
        var length = cursor.Length();
        cursor.Length();
        return file.Slice(cursor.Address(), length);
    }

    void ReadTree(ulong address, ReadOnlyMemory<byte> names, int level) =>
        HdfTree.ForEachChild(file, address, HdfTree.GroupNode, file.LengthSize, level, (child, _, childLevel) =>
        {
            if (childLevel < 0)
            {
                ReadNode(child, names.Span);
            }
            else
            {
                ReadTree(child, names, childLevel);
            }
        });

    void ReadNode(ulong address, ReadOnlySpan<byte> names)
    {
        const int Prefix = 8;
        var head = new HdfCursor(file, file.Slice(address, Prefix).Span);
        head.Expect("SNOD");
        head.ExpectVersion(1, "symbol table node");
        head.Skip(1);
        var count = head.UInt16();
        var cursor = new HdfCursor(file, file.Slice(address + Prefix, count * ((2L * file.OffsetSize) + 24)).Span);
        for (var entry = 0; entry < count; entry++)
        {
            var name = Name(names, cursor.Address());
            var target = cursor.Address();
            var cache = cursor.UInt32();
            cursor.Skip(20);
            if (cache == SoftLink)
            {
                throw file.Unsupported($"has a link named {name} to another place, which is refused for safety");
            }

            links[name] = target;
        }
    }

    string Name(ReadOnlySpan<byte> names, ulong offset)
    {
        if (offset >= (ulong)names.Length)
        {
            throw file.Damaged("a name is missing");
        }

        var rest = names[(int)offset..];
        var end = rest.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
    }
}
