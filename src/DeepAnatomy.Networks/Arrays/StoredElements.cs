using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace DeepAnatomy.Networks.Arrays;

/// <summary>Element types of NumPy, their byte order and axis order.</summary>
static class StoredElements
{
    /// <summary>The type behind NumPy's notation, or null when it is none that is read.</summary>
    /// <param name="description">E.g. <c>&lt;f4</c>, <c>|u1</c>, <c>&gt;i8</c>.</param>
    public static StoredElementType? TypeOf(string description)
    {
        if (description.Length < 2)
        {
            return null;
        }

        ElementType? type = description[1..] switch
        {
            "f4" => ElementType.Float32,
            "f8" => ElementType.Float64,
            "f2" => ElementType.Float16,
            "V2" => ElementType.BFloat16,
            "i1" => ElementType.Int8,
            "u1" => ElementType.UInt8,
            "i2" => ElementType.Int16,
            "i4" or "u2" => ElementType.Int32,
            "i8" or "u4" => ElementType.Int64,
            "b1" => ElementType.Boolean,
            _ => null,
        };
        return type is { } known && description[0] is '<' or '>' or '|' or '='
            ? new(known, description[2] - '0', description[0] == '>')
            : null;
    }

    /// <summary>NumPy's notation.</summary>
    public static string DescriptionOf(ElementType type) => type switch
    {
        ElementType.Float32 => "<f4",
        ElementType.Float64 => "<f8",
        ElementType.Float16 => "<f2",
        ElementType.BFloat16 => "<V2",
        ElementType.Int8 => "|i1",
        ElementType.UInt8 => "|u1",
        ElementType.Int16 => "<i2",
        ElementType.Int32 => "<i4",
        ElementType.Int64 => "<i8",
        _ => "|b1",
    };

    /// <summary>Brings elements into the form of an <see cref="NdArray"/>: little endian, unsigned integers widened.</summary>
    /// <param name="bytes">As they lie in the file; turned around in place.</param>
    /// <param name="type">How they lie there.</param>
    public static byte[] ToLittleEndian(byte[] bytes, StoredElementType type)
    {
        if (type.IsBigEndian)
        {
            Reverse(bytes, type.Bytes);
        }

        return (type.Type, type.Bytes) switch
        {
            (ElementType.Int32, 2) => Widened<ushort, int>(bytes, value => value),
            (ElementType.Int64, 4) => Widened<uint, long>(bytes, value => value),
            _ => bytes,
        };
    }

    /// <summary>Brings elements whose first axis is fastest into C order.</summary>
    public static byte[] ToRowMajor(byte[] elements, ImmutableArray<int> shape, int size)
    {
        var strides = new int[shape.Length];
        for (var (axis, stride) = (0, size); axis < shape.Length; stride *= shape[axis++])
        {
            strides[axis] = stride;
        }

        var result = new byte[elements.Length];
        var position = new int[shape.Length];
        for (var (target, source) = (0, 0); target < result.Length; target += size)
        {
            elements.AsSpan(source, size).CopyTo(result.AsSpan(target));
            for (var axis = shape.Length - 1; axis >= 0; axis--)
            {
                source += strides[axis];
                if (++position[axis] < shape[axis])
                {
                    break;
                }

                source -= strides[axis] * position[axis];
                position[axis] = 0;
            }
        }

        return result;
    }

    static void Reverse(byte[] bytes, int size)
    {
        switch (size)
        {
            case 2:
                var two = MemoryMarshal.Cast<byte, short>(bytes.AsSpan());
                BinaryPrimitives.ReverseEndianness(two, two);
                break;
            case 4:
                var four = MemoryMarshal.Cast<byte, int>(bytes.AsSpan());
                BinaryPrimitives.ReverseEndianness(four, four);
                break;
            case 8:
                var eight = MemoryMarshal.Cast<byte, long>(bytes.AsSpan());
                BinaryPrimitives.ReverseEndianness(eight, eight);
                break;
        }
    }

    static byte[] Widened<TFrom, TTo>(byte[] bytes, Func<TFrom, TTo> widen)
        where TFrom : unmanaged
        where TTo : unmanaged => MemoryMarshal.AsBytes<TTo>(Array.ConvertAll(MemoryMarshal.Cast<byte, TFrom>(bytes).ToArray(), value => widen(value))).ToArray();
}
