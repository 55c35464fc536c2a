using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Keras.Hdf5;

/// <summary>Finds the boxes of a dataset.</summary>
static class HdfChunkIndex
{
    /// <summary>The index of HDF5 1.0 – 1.8 files, which h5py writes by default: a B-tree.</summary>
    public static Func<ImmutableArray<int>, IEnumerable<HdfChunk>> Tree(HdfFile file, ulong address, int rank) => _ =>
    {
        List<HdfChunk> chunks = [];
        if (address != HdfFile.Undefined)
        {
            Collect(file, address, rank, HdfTree.AnyLevel, chunks);
        }

        return chunks;
    };

    /// <summary>The indexes of newer files for arrays that do not grow: one box, all boxes in a row, or a plain table.</summary>
    public static Func<ImmutableArray<int>, IEnumerable<HdfChunk>> Read(HdfFile file, ref HdfCursor cursor, int flags, ImmutableArray<int> box, long boxBytes, bool isPlain)
    {
        var kind = cursor.Byte();
        switch (kind)
        {
            case 1:
                const int Filtered = 2;
                var (length, mask) = (flags & Filtered) != 0 ? (cursor.Length(), cursor.UInt32()) : (boxBytes, 0);
                var single = cursor.Address();
                return _ => single == HdfFile.Undefined ? [] : [new([.. box.Select(_ => 0L)], single, length, mask)];
            case 2:
                var first = cursor.Address();
                return shape => first == HdfFile.Undefined ? [] : Starts(shape, box).Select((start, index) => new HdfChunk(start, first + ((ulong)index * (ulong)boxBytes), boxBytes, 0));
            case 3:
                cursor.Skip(1);
                var table = cursor.Address();
                return shape => table == HdfFile.Undefined ? [] : FixedTable(file, table, shape, box, boxBytes, isPlain);
            default:
                throw file.Unsupported("holds arrays that can grow");
        }
    }

    static void Collect(HdfFile file, ulong address, int rank, int level, List<HdfChunk> chunks) =>
        HdfTree.ForEachChild(file, address, HdfTree.ChunkNode, 8 + (8 * (rank + 1)), level, (child, key, childLevel) =>
        {
            if (childLevel >= 0)
            {
                Collect(file, child, rank, childLevel, chunks);
                return;
            }

            var cursor = new HdfCursor(file, key);
            var (length, mask) = (cursor.UInt32(), cursor.UInt32());
            var start = ImmutableArray.CreateBuilder<long>(rank);
            for (var axis = 0; axis < rank; axis++)
            {
                start.Add((long)Math.Min(cursor.Sized(8), long.MaxValue));
            }

            chunks.Add(new(start.MoveToImmutable(), child, length, mask));
        });

    static List<HdfChunk> FixedTable(HdfFile file, ulong address, ImmutableArray<int> shape, ImmutableArray<int> box, long boxBytes, bool isPlain)
    {
        var head = new HdfCursor(file, file.Slice(address, 8 + file.LengthSize + file.OffsetSize).Span);
        head.Expect("FAHD");
        head.ExpectVersion(0, "table of boxes");
        head.Skip(1);
        var (entrySize, pageBits) = (head.Byte(), head.Byte());
        var (count, block) = (head.Length(), head.Address());
        if (block == HdfFile.Undefined)
        {
            return [];
        }

        if (pageBits < 63 && count > 1L << pageBits)
        {
            throw file.Unsupported("cuts an array into very many boxes");
        }

        var prefix = 6 + file.OffsetSize;
        var cursor = new HdfCursor(file, file.Slice(block, prefix + (Math.Min(count, int.MaxValue) * entrySize)).Span);
        cursor.Expect("FADB");
        cursor.Skip(prefix - 4);
        List<HdfChunk> chunks = [];
        foreach (var start in Starts(shape, box).Take((int)Math.Min(count, int.MaxValue)))
        {
            var chunk = cursor.Address();
            var (length, mask) = isPlain ? (boxBytes, 0u) : ((long)Math.Min(cursor.Sized(Math.Clamp(entrySize - file.OffsetSize - 4, 1, 8)), long.MaxValue), cursor.UInt32());
            if (chunk != HdfFile.Undefined)
            {
                chunks.Add(new(start, chunk, length, mask));
            }
        }

        return chunks;
    }

    /// <summary>First elements of all boxes, last axis fastest.</summary>
    static IEnumerable<ImmutableArray<long>> Starts(ImmutableArray<int> shape, ImmutableArray<int> box)
    {
        if (shape.Length != box.Length || shape.Contains(0))
        {
            yield break;
        }

        var start = new long[shape.Length];
        while (true)
        {
            yield return [.. start];
            var axis = shape.Length - 1;
            for (; axis >= 0 && (start[axis] += box[axis]) >= shape[axis]; axis--)
            {
                start[axis] = 0;
            }

            if (axis < 0)
            {
                yield break;
            }
        }
    }
}
