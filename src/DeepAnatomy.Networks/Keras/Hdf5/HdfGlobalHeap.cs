namespace DeepAnatomy.Networks.Keras.Hdf5;

/// <summary>A collection of pieces of varying length, where texts lie.</summary>
sealed class HdfGlobalHeap
{
    readonly Dictionary<int, ReadOnlyMemory<byte>> pieces = [];

    /// <summary>The piece with an index, or null.</summary>
    public ReadOnlyMemory<byte>? this[int index] => pieces.TryGetValue(index, out var piece) ? piece : null;

    public static HdfGlobalHeap Read(HdfFile file, ulong address)
    {
        var head = new HdfCursor(file, file.Slice(address, 8 + file.LengthSize).Span);
        head.Expect("GCOL");
        head.ExpectVersion(1, "global heap");
        head.Skip(3);
        var block = file.Slice(address, head.Length());
        var cursor = new HdfCursor(file, block.Span);
        cursor.Skip(head.Position);
        var heap = new HdfGlobalHeap();
        while (cursor.Left >= 8 + file.LengthSize)
        {
            var index = cursor.UInt16();
            cursor.Skip(6);
            var size = cursor.Length();
            if (index == 0)
            {
                break;
            }

            var start = cursor.Position;
            cursor.Skip(size);
            heap.pieces[index] = block.Slice(start, (int)size);
            cursor.Align(8);
        }

        return heap;
    }
}
