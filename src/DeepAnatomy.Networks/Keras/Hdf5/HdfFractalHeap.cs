namespace DeepAnatomy.Networks.Keras.Hdf5;

/// <summary>Where newer files keep the links or attributes of an object that has many: pieces in blocks of growing size, found through a B-tree of version 2.</summary>
sealed class HdfFractalHeap
{
    readonly HdfFile file;
    readonly Dictionary<ulong, ReadOnlyMemory<byte>> blocks = [];
    int offsetBytes, lengthBytes, tableWidth, maxDirectRows;
    long startSize;

    HdfFractalHeap(HdfFile file) => this.file = file;

    /// <summary>All pieces that the index names.</summary>
    /// <param name="file">The file.</param>
    /// <param name="heapAddress">The heap's header.</param>
    /// <param name="indexAddress">The index by name.</param>
    public static List<ReadOnlyMemory<byte>> Read(HdfFile file, ulong heapAddress, ulong indexAddress)
    {
        var heap = new HdfFractalHeap(file);
        heap.ReadHeader(heapAddress);
        List<ReadOnlyMemory<byte>> pieces = [];
        foreach (var (kind, record) in new HdfNameIndex(file).Records(indexAddress))
        {
            const int LinkNames = 5, AttributeNames = 8;
            pieces.Add(heap.Piece(kind switch
            {
                LinkNames => record.Span[Math.Min(4, record.Length)..],
                AttributeNames => record.Span,
                _ => throw file.Damaged("an index of names has the wrong kind"),
            }));
        }

        return pieces;
    }

    void ReadHeader(ulong address)
    {
        var cursor = new HdfCursor(file, file.Slice(address, 22 + (12 * file.LengthSize) + (3 * file.OffsetSize)).Span);
        cursor.Expect("FRHP");
        cursor.ExpectVersion(0, "heap");
        cursor.Skip(2);
        if (cursor.UInt16() != 0)
        {
            throw file.Unsupported("compresses its names");
        }

        cursor.Skip(1);
        var mostManaged = cursor.UInt32();
        cursor.Skip((10 * file.LengthSize) + (2 * file.OffsetSize));
        tableWidth = cursor.UInt16();
        startSize = cursor.Length();
        var maxDirect = cursor.Length();
        var heapBits = cursor.UInt16();
        cursor.Skip(2);
        var root = cursor.Address();
        var rows = cursor.UInt16();
        if (startSize is <= 0 or > int.MaxValue || maxDirect < startSize || maxDirect > int.MaxValue || tableWidth is 0 or > 1024 || heapBits is 0 or > 64)
        {
            throw file.Damaged("a heap has impossible sizes");
        }

        offsetBytes = (heapBits + 7) / 8;
        lengthBytes = Math.Min(HdfNameIndex.BytesFor((ulong)maxDirect), ((int)uint.Log2(Math.Max(2, mostManaged)) + 7) / 8);
        maxDirectRows = (int)(long.Log2(maxDirect) - long.Log2(startSize)) + 2;
        if (root == HdfFile.Undefined)
        {
            return;
        }

        if (rows == 0)
        {
            blocks[0] = file.Slice(root, startSize);
        }
        else
        {
            ReadIndirect(root, 0, rows, depth: 0);
        }
    }

    long RowSize(int row) => startSize << Math.Min(Math.Max(0, row - 1), 40);

    void ReadIndirect(ulong address, ulong offset, int rows, int depth)
    {
        if (rows > 64 || depth > 16)
        {
            throw file.Damaged("a heap is nested too deeply");
        }

        var prefix = 5 + file.OffsetSize + offsetBytes;
        var cursor = new HdfCursor(file, file.Slice(address, prefix + ((long)rows * tableWidth * file.OffsetSize)).Span);
        cursor.Expect("FHIB");
        cursor.Skip(prefix - 4);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < tableWidth; column++, offset += (ulong)RowSize(row))
            {
                var child = cursor.Address();
                if (child == HdfFile.Undefined)
                {
                    continue;
                }

                if (row < maxDirectRows)
                {
                    blocks[offset] = file.Slice(child, RowSize(row));
                }
                else
                {
                    ReadIndirect(child, offset, (int)(long.Log2(RowSize(row)) - long.Log2(startSize * tableWidth)) + 1, depth + 1);
                }
            }
        }
    }

    ReadOnlyMemory<byte> Piece(ReadOnlySpan<byte> id)
    {
        var cursor = new HdfCursor(file, id);
        var head = cursor.Byte();
        const int Managed = 0, Tiny = 2;
        switch ((head >> 4) & 3)
        {
            case Tiny:
                return cursor.Take((head & 15) + 1).ToArray();
            case Managed:
                var (offset, length) = (cursor.Sized(offsetBytes), cursor.Sized(lengthBytes));
                foreach (var (start, block) in blocks)
                {
                    if (offset >= start && offset - start < (ulong)block.Length && length <= (ulong)block.Length - (offset - start))
                    {
                        return block.Slice((int)(offset - start), (int)length);
                    }
                }

                throw file.Damaged("a name is missing");
            default:
                throw file.Unsupported("has very long names");
        }
    }
}
