using System.Globalization;
using System.Text;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Rasters;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.MetaImage;

/// <summary>Writes <c>.mha</c> files: uncompressed, little endian, LPS, geometry to the last bit.</summary>
static class MetaImageWriter
{
    public static void WriteHu(string path, Volume<short> hu, CancellationToken cancellation) =>
        Write(path, hu.Grid, "MET_SHORT", hu.Memory, cancellation);

    public static void WriteLabels(string path, Volume<ushort> labels, CancellationToken cancellation)
    {
        if (VoxelBytes.Narrowed(labels) is { } bytes)
        {
            Write<byte>(path, labels.Grid, "MET_UCHAR", bytes, cancellation);
        }
        else
        {
            Write(path, labels.Grid, "MET_USHORT", labels.Memory, cancellation);
        }
    }

    static void Write<T>(string path, Grid grid, string type, ReadOnlyMemory<T> voxels, CancellationToken cancellation)
        where T : unmanaged
    {
        var head = Encoding.ASCII.GetBytes(Head(grid, type));
        AtomicFile.Write(path, stream => VoxelBytes.WriteAll(stream, head, voxels, cancellation));
    }

    static string Head(Grid grid, string type)
    {
        var (s, o) = (grid.Spacing, grid.Orientation);
        return string.Create(CultureInfo.InvariantCulture, $"""
            ObjectType = Image
            NDims = 3
            BinaryData = True
            BinaryDataByteOrderMSB = False
            CompressedData = False
            TransformMatrix = {Vector(o.I)} {Vector(o.J)} {Vector(o.K)}
            Offset = {Vector(grid.Origin)}
            CenterOfRotation = 0 0 0
            ElementSpacing = {s.IMm:R} {s.JMm:R} {s.KMm:R}
            DimSize = {grid.Shape.I} {grid.Shape.J} {grid.Shape.K}
            ElementType = {type}
            ElementDataFile = LOCAL

            """);
    }

    static string Vector(PatientPoint p) => string.Create(CultureInfo.InvariantCulture, $"{p.XMm + 0.0:R} {p.YMm + 0.0:R} {p.ZMm + 0.0:R}");
}
