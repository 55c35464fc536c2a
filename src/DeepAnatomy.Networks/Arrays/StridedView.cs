using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace DeepAnatomy.Networks.Arrays;

/// <summary>Copies a strided view of a storage into an array in C order.</summary>
static class StridedView
{
    /// <summary>Bytes that the view reaches from the start of the storage; 0 for an empty view.</summary>
    /// <param name="shape">Sizes.</param>
    /// <param name="strides">Distance between neighbours along each axis, in elements.</param>
    /// <param name="offset">First element.</param>
    /// <param name="elementSize">Bytes of one element.</param>
    /// <exception cref="OverflowException">More than a storage can hold.</exception>
    public static long Reach(ImmutableArray<int> shape, ImmutableArray<long> strides, long offset, int elementSize)
    {
        var last = offset;
        for (var axis = 0; axis < shape.Length; axis++)
        {
            if (shape[axis] == 0)
            {
                return 0;
            }

            last = checked(last + ((shape[axis] - 1) * strides[axis]));
        }

        return checked((last + 1) * elementSize);
    }

    /// <summary>The elements of the view, C order.</summary>
    /// <param name="storage">The whole storage; reaches as far as the view.</param>
    /// <param name="shape">Sizes.</param>
    /// <param name="strides">Distance between neighbours along each axis, in elements.</param>
    /// <param name="offset">First element.</param>
    /// <param name="elementSize">Bytes of one element.</param>
    public static byte[] Copy(ReadOnlySpan<byte> storage, ImmutableArray<int> shape, ImmutableArray<long> strides, long offset, int elementSize)
    {
        var count = shape.Aggregate(1, (product, size) => checked(product * size));
        var result = new byte[checked(count * elementSize)];
        switch (elementSize)
        {
            case 1: Copy<byte>(storage, result, shape, strides, offset); break;
            case 2: Copy<ushort>(storage, result, shape, strides, offset); break;
            case 4: Copy<uint>(storage, result, shape, strides, offset); break;
            default: Copy<ulong>(storage, result, shape, strides, offset); break;
        }

        return result;
    }

    /// <summary>Distances of an array in C order, in elements.</summary>
    /// <param name="shape">Sizes.</param>
    public static ImmutableArray<long> Contiguous(ImmutableArray<int> shape)
    {
        var strides = new long[shape.Length];
        var step = 1L;
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = step;
            step *= Math.Max(shape[axis], 1);
        }

        return [.. strides];
    }

    static void Copy<T>(ReadOnlySpan<byte> from, Span<byte> to, ImmutableArray<int> shape, ImmutableArray<long> strides, long offset)
        where T : unmanaged
    {
        var source = MemoryMarshal.Cast<byte, T>(from);
        var target = MemoryMarshal.Cast<byte, T>(to);
        var index = new int[shape.Length];
        var position = offset;
        for (var element = 0; element < target.Length; element++)
        {
            target[element] = source[(int)position];
            for (var axis = shape.Length - 1; axis >= 0; axis--)
            {
                position += strides[axis];
                if (++index[axis] < shape[axis])
                {
                    break;
                }

                position -= strides[axis] * shape[axis];
                index[axis] = 0;
            }
        }
    }
}
