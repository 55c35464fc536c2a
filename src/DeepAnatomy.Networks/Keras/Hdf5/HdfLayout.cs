using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Keras.Hdf5;

/// <summary>Where the elements of a dataset lie.</summary>
abstract class HdfLayout
{
    /// <summary>Bytes that the elements take in the file.</summary>
    public abstract long StoredBytes { get; }

    /// <summary>Reads a layout message (versions 3 and 4).</summary>
    public static HdfLayout Read(HdfFile file, ReadOnlyMemory<byte> body, HdfHeader header)
    {
        var cursor = new HdfCursor(file, body.Span);
        var (version, kind) = (cursor.Byte(), cursor.Byte());
        if (version is not (3 or 4))
        {
            throw file.Unsupported($"was written by a very old library (layout {version})");
        }

        switch (kind)
        {
            case 0:
                var size = cursor.UInt16();
                var start = cursor.Position;
                cursor.Skip(size);
                return new HdfWholeLayout(file, body.Slice(start, size));
            case 1:
                var (address, length) = (cursor.Address(), cursor.Length());
                return new HdfWholeLayout(file, address == HdfFile.Undefined ? default : file.Slice(address, length));
            case 2:
                return HdfChunkedLayout.Read(file, ref cursor, version, HdfFilters.Read(file, header));
            default:
                throw file.Unsupported("holds a virtual dataset, which is refused for safety");
        }
    }

    /// <summary>Copies all elements.</summary>
    /// <param name="target">All elements, C order; zeros.</param>
    /// <param name="shape">Sizes, slowest axis first.</param>
    /// <param name="elementSize">Bytes of one element.</param>
    /// <param name="fill">One element for what was never written; empty for zeros.</param>
    public abstract void Fill(Span<byte> target, ImmutableArray<int> shape, int elementSize, ReadOnlySpan<byte> fill);

    /// <summary>Sets all elements to the fill value.</summary>
    private protected static void Prepare(Span<byte> target, ReadOnlySpan<byte> fill)
    {
        if (fill.ContainsAnyExcept((byte)0))
        {
            for (var start = 0; start + fill.Length <= target.Length; start += fill.Length)
            {
                fill.CopyTo(target[start..]);
            }
        }
    }
}
