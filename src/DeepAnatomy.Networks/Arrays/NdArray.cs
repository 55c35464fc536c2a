using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace DeepAnatomy.Networks.Arrays;

/// <summary>An n-dimensional array, C order (last axis fastest), little endian, as NumPy and HDF5 hold it. Immutable to readers; the bytes given at construction are owned.</summary>
public sealed class NdArray
{
    readonly ReadOnlyMemory<byte> bytes;

    /// <summary>Takes ownership of the bytes.</summary>
    /// <param name="type">What one element is.</param>
    /// <param name="shape">Sizes, slowest axis first; empty for a scalar. None negative.</param>
    /// <param name="bytes">The elements, C order, little endian; exactly as many as the shape says.</param>
    /// <exception cref="ArgumentException">A size is negative, or the number of bytes does not fit the shape.</exception>
    public NdArray(ElementType type, ImmutableArray<int> shape, ReadOnlyMemory<byte> bytes)
    {
        long count = 1;
        foreach (var size in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(size);
            count = checked(count * size);
        }

        if (count * SizeOf(type) != bytes.Length)
        {
            throw new ArgumentException($"{bytes.Length} bytes do not fill an array of shape ({string.Join(", ", shape)}) of {type}.", nameof(bytes));
        }

        (Type, Shape, Count, this.bytes) = (type, shape, (int)count, bytes);
    }

    /// <summary>What one element is.</summary>
    public ElementType Type { get; }

    /// <summary>Sizes, slowest axis first; empty for a scalar.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>Number of axes.</summary>
    public int Rank => Shape.Length;

    /// <summary>Number of elements; 1 for a scalar.</summary>
    public int Count { get; }

    /// <summary>The elements as they lie in memory.</summary>
    public ReadOnlySpan<byte> Bytes => bytes.Span;

    /// <summary>Copies numbers into a new array.</summary>
    /// <param name="shape">Sizes, slowest axis first.</param>
    /// <param name="values">The elements, C order.</param>
    public static NdArray Of(ImmutableArray<int> shape, ReadOnlySpan<float> values) => new(ElementType.Float32, shape, MemoryMarshal.AsBytes(values).ToArray());

    /// <inheritdoc cref="Of(ImmutableArray{int}, ReadOnlySpan{float})"/>
    public static NdArray Of(ImmutableArray<int> shape, ReadOnlySpan<int> values) => new(ElementType.Int32, shape, MemoryMarshal.AsBytes(values).ToArray());

    /// <inheritdoc cref="Of(ImmutableArray{int}, ReadOnlySpan{float})"/>
    public static NdArray Of(ImmutableArray<int> shape, ReadOnlySpan<long> values) => new(ElementType.Int64, shape, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>Bytes of one element.</summary>
    /// <param name="type">What one element is.</param>
    public static int SizeOf(ElementType type) => type switch
    {
        ElementType.Float64 or ElementType.Int64 => 8,
        ElementType.Float32 or ElementType.Int32 => 4,
        ElementType.Float16 or ElementType.BFloat16 or ElementType.Int16 => 2,
        _ => 1,
    };

    /// <summary>The elements as single-precision numbers, without a copy.</summary>
    /// <exception cref="InvalidOperationException">The elements are not of type <see cref="ElementType.Float32"/>.</exception>
    public ReadOnlySpan<float> AsFloats() =>
        Type == ElementType.Float32 ? MemoryMarshal.Cast<byte, float>(Bytes) : throw new InvalidOperationException($"The array holds {Type}, not Float32.");

    /// <summary>The elements converted to single precision, in a new array of numbers.</summary>
    public float[] ToFloats()
    {
        var result = new float[Count];
        for (var index = 0; index < result.Length; index++)
        {
            result[index] = (float)this[index];
        }

        return result;
    }

    /// <summary>One element as a double (64-bit integers beyond 2⁵³ lose their last bits).</summary>
    /// <param name="index">0 … <see cref="Count"/> − 1, C order.</param>
    public double this[int index] => Type switch
    {
        ElementType.Float32 => At<float>(index),
        ElementType.Float64 => At<double>(index),
        ElementType.Float16 => (double)At<Half>(index),
        ElementType.BFloat16 => BitConverter.Int32BitsToSingle(At<ushort>(index) << 16),
        ElementType.Int8 => At<sbyte>(index),
        ElementType.UInt8 or ElementType.Boolean => Bytes[index],
        ElementType.Int16 => At<short>(index),
        ElementType.Int32 => At<int>(index),
        _ => At<long>(index),
    };

    T At<T>(int index)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(Bytes)[index];
}
