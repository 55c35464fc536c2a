using DeepAnatomy.Networks.Arrays;

namespace DeepAnatomy.Networks.Keras.Hdf5;

/// <summary>What one element of a dataset or attribute is.</summary>
/// <param name="Kind">Numbers or texts.</param>
/// <param name="Size">Bytes of one element in the file.</param>
/// <param name="Stored">How numbers lie in the file.</param>
readonly record struct HdfType(HdfTypeKind Kind, int Size, StoredElementType Stored = default)
{
    /// <summary>Reads the description; <see cref="HdfTypeKind.Other"/> for what is not used by Keras.</summary>
    public static HdfType Read(HdfFile file, ReadOnlySpan<byte> body)
    {
        var cursor = new HdfCursor(file, body);
        var kind = cursor.Byte() & 15;
        var bits = (int)cursor.Sized(3);
        var size = cursor.UInt32();
        if (size is 0 or > int.MaxValue)
        {
            throw file.Damaged("an element has an impossible size");
        }

        ElementType? number = kind switch
        {
            0 => Integer((int)size, (bits & 8) != 0),
            1 => Float(ref cursor, (int)size, bits),
            5 when size == 2 => ElementType.BFloat16,
            8 when size == 1 => ElementType.Boolean,
            _ => null,
        };
        return (number, kind) switch
        {
            ({ } type, _) => new(HdfTypeKind.Number, (int)size, new(type, (int)size, kind < 2 && (bits & 1) != 0)),
            (_, 3) => new(HdfTypeKind.FixedText, (int)size),
            (_, 9) when (bits & 15) == 1 => new(HdfTypeKind.VaryingText, (int)size),
            _ => new(HdfTypeKind.Other, (int)size),
        };
    }

    static ElementType? Integer(int size, bool isSigned) => (size, isSigned) switch
    {
        (1, true) => ElementType.Int8,
        (1, false) => ElementType.UInt8,
        (2, true) => ElementType.Int16,
        (4, true) or (2, false) => ElementType.Int32,
        (8, _) or (4, false) => ElementType.Int64,
        _ => null,
    };

    static ElementType? Float(ref HdfCursor cursor, int size, int bits)
    {
        cursor.Skip(4);
        var (_, exponentBits, _, fractionBits) = (cursor.Byte(), cursor.Byte(), cursor.Byte(), cursor.Byte());
        const int Vax = 0x40;
        return (size, exponentBits, fractionBits, bits & Vax) switch
        {
            (4, 8, 23, 0) => ElementType.Float32,
            (8, 11, 52, 0) => ElementType.Float64,
            (2, 5, 10, 0) => ElementType.Float16,
            (2, 8, 7, 0) => ElementType.BFloat16,
            _ => null,
        };
    }
}
