using System.Buffers.Binary;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Nifti;

/// <summary>Several maps of numbers 0 … 1 on one grid in one uncompressed NIfTI file (four axes, bytes with slope 1/255), written slice by slice in any order.</summary>
public sealed class NiftiMaps
{
    readonly Stream stream;
    readonly Grid grid;
    readonly int maps;
    readonly long start;

    NiftiMaps(Stream stream, Grid grid, int maps, long start) => (this.stream, this.grid, this.maps, this.start) = (stream, grid, maps, start);

    /// <summary>Writes a file, whole or not at all; slices that are not written are 0.</summary>
    /// <param name="path">The target, <c>.nii</c>.</param>
    /// <param name="grid">Where the voxels lie.</param>
    /// <param name="maps">Number of maps, at least 1.</param>
    /// <param name="write">Writes the slices.</param>
    /// <exception cref="ArgumentException">The name does not end in <c>.nii</c>.</exception>
    /// <exception cref="IOException">The folder is missing or full.</exception>
    public static void Write(string path, Grid grid, int maps, Action<NiftiMaps> write)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maps, 1);
        if (!path.EndsWith(".nii", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"'{path}' must end in .nii: slices are written where they belong, which a compressed file does not allow.", nameof(path));
        }

        AtomicFile.Write(path, stream =>
        {
            var head = NiftiWriter.Head(grid, NiftiDataType.UInt8, 0, []);
            AddMaps(head, maps);
            stream.Write(head);
            stream.SetLength(head.Length + ((long)grid.Shape.Count * maps));
            write(new(stream, grid, maps, head.Length));
        });
    }

    /// <summary>Writes one slice of all maps.</summary>
    /// <param name="k">The slice.</param>
    /// <param name="planes">One map after the other, i fastest; 0 … 255 stands for 0 … 1.</param>
    /// <exception cref="ArgumentException">There is no such slice, or the length is wrong.</exception>
    public void WriteSlice(int k, ReadOnlySpan<byte> planes)
    {
        var count = grid.Shape.SliceCount;
        if ((uint)k >= (uint)grid.Shape.K || planes.Length != count * maps)
        {
            throw new ArgumentException($"Slice {k} with {planes.Length} bytes does not belong into {maps} maps of {grid.Shape}.", nameof(planes));
        }

        for (var map = 0; map < maps; map++)
        {
            stream.Position = start + ((long)map * grid.Shape.Count) + ((long)k * count);
            stream.Write(planes.Slice(map * count, count));
        }
    }

    static void AddMaps(Span<byte> head, int maps)
    {
        if (BinaryPrimitives.ReadInt32LittleEndian(head) == NiftiHeader.Nifti1Bytes)
        {
            BinaryPrimitives.WriteInt16LittleEndian(head[40..], 4);
            BinaryPrimitives.WriteInt16LittleEndian(head[48..], checked((short)maps));
            BinaryPrimitives.WriteSingleLittleEndian(head[92..], 1);
            BinaryPrimitives.WriteSingleLittleEndian(head[112..], 1f / byte.MaxValue);
        }
        else
        {
            BinaryPrimitives.WriteInt64LittleEndian(head[16..], 4);
            BinaryPrimitives.WriteInt64LittleEndian(head[48..], maps);
            BinaryPrimitives.WriteDoubleLittleEndian(head[136..], 1);
            BinaryPrimitives.WriteDoubleLittleEndian(head[176..], 1.0 / byte.MaxValue);
        }
    }
}
