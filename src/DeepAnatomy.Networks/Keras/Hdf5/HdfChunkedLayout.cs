using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Keras.Hdf5;

/// <summary>Elements in boxes of equal size, each perhaps compressed.</summary>
sealed class HdfChunkedLayout : HdfLayout
{
    readonly HdfFile file;
    readonly HdfFilters filters;
    readonly ImmutableArray<int> box;
    readonly long boxBytes;
    readonly Func<ImmutableArray<int>, IEnumerable<HdfChunk>> chunks;

    HdfChunkedLayout(HdfFile file, HdfFilters filters, ImmutableArray<int> box, long boxBytes, Func<ImmutableArray<int>, IEnumerable<HdfChunk>> chunks) =>
        (this.file, this.filters, this.box, this.boxBytes, this.chunks) = (file, filters, box, boxBytes, chunks);

    /// <summary>What the file could hold at most; each chunk is checked when it is read.</summary>
    public override long StoredBytes => boxBytes > 0 ? file.ByteCount : 0;

    public static HdfChunkedLayout Read(HdfFile file, ref HdfCursor cursor, int version, HdfFilters filters)
    {
        var flags = version == 3 ? 0 : cursor.Byte();
        int rank = cursor.Byte() - 1;
        var address = version == 3 ? cursor.Address() : 0;
        var width = version == 3 ? 4 : cursor.Byte();
        var box = ImmutableArray.CreateBuilder<int>();
        long bytes = 1;
        for (var axis = 0; axis <= rank; axis++)
        {
            var size = cursor.Sized(Math.Clamp(width, 1, 8));
            bytes = size is > 0 and <= int.MaxValue && bytes <= int.MaxValue ? bytes * (long)size : long.MaxValue;
            box.Add((int)Math.Min(size, int.MaxValue));
        }

        if (rank < 1 || bytes > Array.MaxLength)
        {
            throw file.Damaged("a dataset is cut into impossible boxes");
        }

        box.RemoveAt(rank);
        var sizes = box.ToImmutable();
        var index = version == 3
            ? HdfChunkIndex.Tree(file, address, rank)
            : HdfChunkIndex.Read(file, ref cursor, flags, sizes, bytes, filters.IsEmpty);
        return new(file, filters, sizes, bytes, index);
    }

    public override void Fill(Span<byte> target, ImmutableArray<int> shape, int elementSize, ReadOnlySpan<byte> fill)
    {
        if (shape.Length != box.Length || box.Aggregate((long)elementSize, (product, size) => product * size) != boxBytes)
        {
            throw file.Damaged("the boxes of a dataset do not fit its shape");
        }

        Prepare(target, fill);
        var boxesLeft = shape.Zip(box, (size, part) => ((long)size + part - 1) / part).Aggregate(1L, (product, count) => product * count);
        foreach (var chunk in chunks(shape))
        {
            if (--boxesLeft < 0)
            {
                throw file.Damaged("a dataset has more boxes than fit");
            }

            var stored = file.Slice(chunk.Address, chunk.Length);
            Copy(filters.Decode(stored, (int)boxBytes, chunk.FilterMask, elementSize).Span, target, shape, chunk.Start, elementSize);
        }
    }

    /// <summary>Copies the part of a box that lies inside the array, line by line.</summary>
    void Copy(ReadOnlySpan<byte> source, Span<byte> target, ImmutableArray<int> shape, ImmutableArray<long> start, int elementSize)
    {
        var rank = shape.Length;
        for (var axis = 0; axis < rank; axis++)
        {
            if (start[axis] < 0 || start[axis] >= shape[axis])
            {
                return;
            }
        }

        var line = (int)Math.Min(box[^1], shape[^1] - start[^1]) * elementSize;
        var position = new int[rank];
        while (true)
        {
            long from = 0, to = 0;
            for (var axis = 0; axis < rank; axis++)
            {
                from = (from * box[axis]) + position[axis];
                to = (to * shape[axis]) + start[axis] + position[axis];
            }

            source.Slice((int)(from * elementSize), line).CopyTo(target[(int)(to * elementSize)..]);
            var moved = rank - 2;
            for (; moved >= 0; moved--)
            {
                if (++position[moved] < Math.Min(box[moved], shape[moved] - start[moved]))
                {
                    break;
                }

                position[moved] = 0;
            }

            if (moved < 0)
            {
                return;
            }
        }
    }
}
