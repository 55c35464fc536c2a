namespace DeepAnatomy.Networks.Keras.Hdf5;

/// <summary>What stands where nothing was written.</summary>
static class HdfFillValue
{
    /// <summary>One element, or empty for zeros.</summary>
    public static ReadOnlyMemory<byte> Read(HdfFile file, HdfHeader header)
    {
        if (header.Find(HdfMessageType.FillValue) is not { } body)
        {
            return default;
        }

        var cursor = new HdfCursor(file, body.Span);
        var isDefined = cursor.Byte() switch
        {
            1 => Skipped(ref cursor, 3),
            2 => Skipped(ref cursor, 2) && cursor.Byte() != 0,
            3 => (cursor.Byte() & 0x20) != 0,
            var version => throw file.Damaged($"its fill value has the unknown version {version}"),
        };
        if (!isDefined)
        {
            return default;
        }

        var size = cursor.UInt32();
        var start = cursor.Position;
        cursor.Skip(size);
        return body.Slice(start, (int)size);
    }

    static bool Skipped(ref HdfCursor cursor, int count)
    {
        cursor.Skip(count);
        return true;
    }
}
