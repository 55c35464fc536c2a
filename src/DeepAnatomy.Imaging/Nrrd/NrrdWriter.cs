using System.Globalization;
using System.Text;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Rasters;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Nrrd;

/// <summary>Writes attached NRRD files: gzip, little endian, LPS, geometry to the last bit; label names as 3D Slicer names segments.</summary>
static class NrrdWriter
{
    const int HuLevel = 4, LabelLevel = 6;

    public static void WriteHu(string path, Volume<short> hu, CancellationToken cancellation) =>
        Write(path, Head(hu.Grid, "short", []), hu.Memory, HuLevel, cancellation);

    public static void WriteLabels(string path, LabelMap labels, CancellationToken cancellation)
    {
        var names = labels.Labels.Labels;
        if (VoxelBytes.Narrowed(labels.Voxels) is { } bytes)
        {
            Write<byte>(path, Head(labels.Grid, "unsigned char", names), bytes, LabelLevel, cancellation);
        }
        else
        {
            Write(path, Head(labels.Grid, "unsigned short", names), labels.Voxels.Memory, LabelLevel, cancellation);
        }
    }

    static void Write<T>(string path, string head, ReadOnlyMemory<T> voxels, int level, CancellationToken cancellation)
        where T : unmanaged => AtomicFile.Write(path, stream =>
    {
        stream.Write(Encoding.UTF8.GetBytes(head));
        ParallelGzip.Write(stream, VoxelBytes.Length(voxels), (offset, part) => VoxelBytes.Fill([], voxels, offset, part), level, cancellation);
    });

    static string Head(Grid grid, string type, IReadOnlyList<Label> names)
    {
        var (s, o) = (grid.Spacing, grid.Orientation);
        var head = new StringBuilder("NRRD0005\n")
            .Append("# Complete NRRD file format specification at:\n# http://teem.sourceforge.net/nrrd/format.html\n")
            .Append(CultureInfo.InvariantCulture, $"type: {type}\ndimension: 3\nspace: left-posterior-superior\n")
            .Append(CultureInfo.InvariantCulture, $"sizes: {grid.Shape.I} {grid.Shape.J} {grid.Shape.K}\n")
            .Append(CultureInfo.InvariantCulture, $"space directions: {Vector(s.IMm * o.I)} {Vector(s.JMm * o.J)} {Vector(s.KMm * o.K)}\n")
            .Append("kinds: domain domain domain\nendian: little\nencoding: gzip\n")
            .Append(CultureInfo.InvariantCulture, $"space origin: {Vector(grid.Origin)}\n");
        for (var n = 0; n < names.Count; n++)
        {
            head.Append(CultureInfo.InvariantCulture, $"Segment{n}_ID:=Segment_{names[n].Value}\nSegment{n}_Name:={OneLine(names[n].Name)}\n")
                .Append(CultureInfo.InvariantCulture, $"Segment{n}_LabelValue:={names[n].Value}\nSegment{n}_Layer:=0\n");
        }

        return head.Append('\n').ToString();
    }

    static string Vector(PatientPoint p) => string.Create(CultureInfo.InvariantCulture, $"({p.XMm + 0.0:R},{p.YMm + 0.0:R},{p.ZMm + 0.0:R})");

    static string OneLine(string name) => name.ReplaceLineEndings(" ");
}
