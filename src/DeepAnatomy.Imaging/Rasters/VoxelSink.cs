using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace DeepAnatomy.Imaging.Rasters;

/// <summary>Takes the raw voxels of a file in order and turns them into the voxels of a volume.</summary>
/// <remarks>Most targets have two bytes per voxel, so two-byte files are unpacked straight into the target array.</remarks>
abstract class VoxelSink
{
    readonly bool swap;

    protected VoxelSink(RasterHeader header, ElementType element)
    {
        (Header, Element) = (header, element);
        swap = header.IsBigEndian == BitConverter.IsLittleEndian && element.SizeBytes() > 1 && header.Packing == Packing.Binary;
    }

    public RasterHeader Header { get; }

    /// <summary>The type of the raw voxels as they come (numbers from text come as doubles).</summary>
    public ElementType Element { get; }

    /// <summary>Whether raw voxels fit into their own place in the target.</summary>
    public virtual bool IsInPlace => Element.SizeBytes() == sizeof(short);

    /// <summary>Whether raw voxels in place are already right and <see cref="Take"/> need not be called.</summary>
    public bool IsVerbatim => IsInPlace && !swap && IsPlain;

    /// <summary>The bytes of target voxels <paramref name="first"/> … <paramref name="first"/> + <paramref name="count"/> − 1.</summary>
    public abstract Span<byte> Target(int first, int count);

    /// <summary>Converts raw voxels (which may be the bytes of their own target) in file order; calls come one after the other.</summary>
    public void Take(Span<byte> raw, int first)
    {
        if (swap)
        {
            SwapBytes(raw, Element.SizeBytes());
        }

        Convert(raw, first);
    }

    /// <summary>Whether raw voxels need no conversion and no check.</summary>
    protected abstract bool IsPlain { get; }

    protected abstract void Convert(ReadOnlySpan<byte> raw, int first);

    static void SwapBytes(Span<byte> raw, int size)
    {
        switch (size)
        {
            case 2:
                var two = MemoryMarshal.Cast<byte, ushort>(raw);
                BinaryPrimitives.ReverseEndianness(two, two);
                break;
            case 4:
                var four = MemoryMarshal.Cast<byte, uint>(raw);
                BinaryPrimitives.ReverseEndianness(four, four);
                break;
            default:
                var eight = MemoryMarshal.Cast<byte, ulong>(raw);
                BinaryPrimitives.ReverseEndianness(eight, eight);
                break;
        }
    }
}
