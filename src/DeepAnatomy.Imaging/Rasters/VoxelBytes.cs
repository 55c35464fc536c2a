using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Rasters;

/// <summary>Voxels as the bytes of a file: a head, then the voxels in little-endian order.</summary>
static class VoxelBytes
{
    const int BlockBytes = 1 << 20;

    public static long Length<T>(ReadOnlyMemory<T> voxels)
        where T : unmanaged => (long)voxels.Length * Unsafe.SizeOf<T>();

    /// <summary>Fills a part of head and voxels.</summary>
    public static void Fill<T>(byte[] head, ReadOnlyMemory<T> voxels, long offset, Span<byte> part)
        where T : unmanaged
    {
        if (offset < head.Length)
        {
            var fromHead = (int)Math.Min(part.Length, head.Length - offset);
            head.AsSpan((int)offset, fromHead).CopyTo(part);
            part = part[fromHead..];
            offset = head.Length;
        }

        CopyBytes(voxels.Span, offset - head.Length, part);
    }

    public static void WriteAll<T>(Stream target, byte[] head, ReadOnlyMemory<T> voxels, CancellationToken cancellation)
        where T : unmanaged
    {
        var length = head.Length + Length(voxels);
        var block = new byte[BlockBytes];
        for (long offset = 0; offset < length; offset += BlockBytes)
        {
            cancellation.ThrowIfCancellationRequested();
            var part = block.AsSpan(0, (int)Math.Min(BlockBytes, length - offset));
            Fill(head, voxels, offset, part);
            target.Write(part);
        }
    }

    /// <summary>The labels as bytes, or null where one is beyond 255.</summary>
    public static byte[]? Narrowed(Volume<ushort> labels)
    {
        var source = labels.Voxels;
        var bytes = GC.AllocateUninitializedArray<byte>(source.Length);
        var all = 0;
        for (var n = 0; n < bytes.Length; n++)
        {
            all |= source[n];
            bytes[n] = unchecked((byte)source[n]);
        }

        return all <= byte.MaxValue ? bytes : null;
    }

    static void CopyBytes<T>(ReadOnlySpan<T> voxels, long offset, Span<byte> part)
        where T : unmanaged
    {
        // Parts may begin inside a voxel, and all bytes together may be more than a span holds.
        var size = Unsafe.SizeOf<T>();
        var first = (int)(offset / size);
        var skip = (int)(offset % size);
        var count = (skip + part.Length + size - 1) / size;
        MemoryMarshal.AsBytes(voxels.Slice(first, count)).Slice(skip, part.Length).CopyTo(part);
    }
}
