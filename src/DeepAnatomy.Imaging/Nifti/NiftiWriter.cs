using System.Buffers.Binary;
using System.Runtime.InteropServices;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Rasters;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Nifti;

/// <summary>Writes <c>.nii</c> and <c>.nii.gz</c>: NIfTI-1, or NIfTI-2 where a size is beyond NIfTI-1; sform and qform both set; same input, same bytes.</summary>
static class NiftiWriter
{
    /// <summary>Scanner-based coordinates.</summary>
    const short ScannerCode = 1;

    /// <summary>Unit code of millimetres.</summary>
    const byte Millimetres = 2;

    /// <summary>Meaning of the values: labels.</summary>
    const short LabelIntent = 1002;

    const int HuLevel = 4, LabelLevel = 6;

    public static void WriteHu(string path, Volume<short> hu, CancellationToken cancellation)
    {
        var head = Head(hu.Grid, NiftiDataType.Int16, 0, []);
        Write(path, head, hu.Memory, HuLevel, cancellation);
    }

    /// <summary>Writes labels as bytes where they fit, with their names in the header extension.</summary>
    public static void WriteLabels(string path, LabelMap labels, CancellationToken cancellation)
    {
        var names = labels.Labels.Labels;
        if (VoxelBytes.Narrowed(labels.Voxels) is { } bytes)
        {
            Write<byte>(path, Head(labels.Grid, NiftiDataType.UInt8, LabelIntent, names), bytes, LabelLevel, cancellation);
        }
        else
        {
            Write(path, Head(labels.Grid, NiftiDataType.UInt16, LabelIntent, names), labels.Voxels.Memory, LabelLevel, cancellation);
        }
    }

    static void Write<T>(string path, byte[] head, ReadOnlyMemory<T> voxels, int level, CancellationToken cancellation)
        where T : unmanaged => AtomicFile.Write(path, stream =>
    {
        if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            ParallelGzip.Write(stream, head.Length + VoxelBytes.Length(voxels), (offset, part) => VoxelBytes.Fill(head, voxels, offset, part), level, cancellation);
        }
        else
        {
            VoxelBytes.WriteAll(stream, head, voxels, cancellation);
        }
    });

    internal static byte[] Head(Grid grid, short dataType, short intent, IReadOnlyCollection<Label> labels)
    {
        var extensions = NiftiExtensions.Write(labels);
        var isSmall = grid.Shape.I <= short.MaxValue && grid.Shape.J <= short.MaxValue && grid.Shape.K <= short.MaxValue;
        var bytes = new byte[(isSmall ? NiftiHeader.Nifti1Bytes : NiftiHeader.Nifti2Bytes) + extensions.Length];
        var affine = NiftiAffine.Of(grid);
        if (isSmall)
        {
            Fill1(bytes, grid, affine, dataType, intent);
        }
        else
        {
            Fill2(bytes, grid, affine, dataType, intent);
        }

        extensions.CopyTo(bytes.AsSpan(bytes.Length - extensions.Length));
        return bytes;
    }

    static void Fill1(Span<byte> b, Grid grid, NiftiAffine affine, short dataType, short intent)
    {
        BinaryPrimitives.WriteInt32LittleEndian(b, NiftiHeader.Nifti1Bytes);
        b[38] = (byte)'r';
        ReadOnlySpan<int> dim = [3, grid.Shape.I, grid.Shape.J, grid.Shape.K, 1, 1, 1, 1];
        ReadOnlySpan<double> pixDim = [affine.Qfac, grid.Spacing.IMm, grid.Spacing.JMm, grid.Spacing.KMm, 0, 0, 0, 0];
        for (var n = 0; n < 8; n++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(b[(40 + (2 * n))..], (short)dim[n]);
        }

        BinaryPrimitives.WriteInt16LittleEndian(b[68..], intent);
        BinaryPrimitives.WriteInt16LittleEndian(b[70..], dataType);
        BinaryPrimitives.WriteInt16LittleEndian(b[72..], (short)(dataType == NiftiDataType.UInt8 ? 8 : 16));
        Singles(b[76..], pixDim);
        Singles(b[108..], [b.Length, 1, 0]);
        b[123] = Millimetres;
        "DeepAnatomy"u8.CopyTo(b[148..]);
        BinaryPrimitives.WriteInt16LittleEndian(b[252..], ScannerCode);
        BinaryPrimitives.WriteInt16LittleEndian(b[254..], ScannerCode);
        Singles(b[256..], affine.Qform);
        Singles(b[280..], affine.Sform);
        "n+1\0"u8.CopyTo(b[344..]);
    }

    static void Fill2(Span<byte> b, Grid grid, NiftiAffine affine, short dataType, short intent)
    {
        BinaryPrimitives.WriteInt32LittleEndian(b, NiftiHeader.Nifti2Bytes);
        "n+2\0\r\n\u001a\n"u8.CopyTo(b[4..]);
        BinaryPrimitives.WriteInt16LittleEndian(b[12..], dataType);
        BinaryPrimitives.WriteInt16LittleEndian(b[14..], (short)(dataType == NiftiDataType.UInt8 ? 8 : 16));
        ReadOnlySpan<int> dim = [3, grid.Shape.I, grid.Shape.J, grid.Shape.K, 1, 1, 1, 1];
        for (var n = 0; n < 8; n++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(b[(16 + (8 * n))..], dim[n]);
        }

        Doubles(b[104..], [affine.Qfac, grid.Spacing.IMm, grid.Spacing.JMm, grid.Spacing.KMm, 0, 0, 0, 0]);
        BinaryPrimitives.WriteInt64LittleEndian(b[168..], b.Length);
        Doubles(b[176..], [1, 0]);
        "DeepAnatomy"u8.CopyTo(b[240..]);
        BinaryPrimitives.WriteInt32LittleEndian(b[344..], ScannerCode);
        BinaryPrimitives.WriteInt32LittleEndian(b[348..], ScannerCode);
        Doubles(b[352..], affine.Qform);
        Doubles(b[400..], affine.Sform);
        BinaryPrimitives.WriteInt32LittleEndian(b[500..], Millimetres);
        BinaryPrimitives.WriteInt32LittleEndian(b[504..], intent);
    }

    static void Singles(Span<byte> target, ReadOnlySpan<double> values)
    {
        for (var n = 0; n < values.Length; n++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(target[(4 * n)..], (float)values[n]);
        }
    }

    static void Doubles(Span<byte> target, ReadOnlySpan<double> values)
    {
        for (var n = 0; n < values.Length; n++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(target[(8 * n)..], values[n]);
        }
    }
}
