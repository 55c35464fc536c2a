using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Keras.Hdf5;

/// <summary>The shape of a dataset or attribute.</summary>
static class HdfDataspace
{
    /// <summary>Sizes, slowest axis first; empty for a scalar; one 0 for nothing at all.</summary>
    public static ImmutableArray<int> Read(HdfFile file, ReadOnlySpan<byte> body)
    {
        var cursor = new HdfCursor(file, body);
        var (version, rank, flags) = (cursor.Byte(), cursor.Byte(), cursor.Byte());
        switch (version)
        {
            case 1:
                cursor.Skip(5);
                break;
            case 2:
                if (cursor.Byte() == 2)
                {
                    return [0];
                }

                break;
            default:
                throw file.Damaged($"its dataspace has the unknown version {version} (flags {flags})");
        }

        var shape = ImmutableArray.CreateBuilder<int>();
        long count = 1;
        for (var axis = 0; axis < rank; axis++)
        {
            var size = cursor.Length();
            count = size <= int.MaxValue && count <= int.MaxValue ? count * size : long.MaxValue;
            if (count > int.MaxValue)
            {
                throw file.Unsupported("declares a dataset of more than 2³¹ elements");
            }

            shape.Add((int)size);
        }

        return shape.ToImmutable();
    }
}
