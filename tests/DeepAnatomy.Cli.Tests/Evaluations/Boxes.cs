using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Cli.Tests.Evaluations;

/// <summary>Small label maps of boxes, written to files.</summary>
static class Boxes
{
    public static Grid Grid { get; } = new(new Shape(20, 16, 10), new Spacing(0.8, 0.8, 3));

    /// <summary>Writes boxes of 8×8×6 voxels, each at an i and of a value.</summary>
    public static string Write(string path, params (int I, ushort Value)[] boxes) => Write(path, null, boxes);

    public static string Write(string path, LabelSet? names, params (int I, ushort Value)[] boxes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var voxels = new ushort[Grid.Shape.Count];
        foreach (var (i0, value) in boxes)
        {
            Fill(voxels, i0, value);
        }

        ImageFile.WriteLabelMap(path, new(Volume<ushort>.Adopt(Grid, voxels), names ?? new LabelSet("boxes", [])));
        if (names is null)
        {
            File.Delete(Path.ChangeExtension(Path.ChangeExtension(path, null), ".labels.json"));
        }

        return path;
    }

    public static void Fill(ushort[] voxels, int i0, ushort value, int width = 8)
    {
        for (var k = 2; k < 8; k++)
        {
            for (var j = 4; j < 12; j++)
            {
                voxels.AsSpan(Grid.Shape.OffsetOf(i0, j, k), width).Fill(value);
            }
        }
    }

    /// <summary>Writes a MetaImage of single-precision numbers on the same grid.</summary>
    public static string WriteNumbers(string path, Func<int, float> valueAtI)
    {
        using var file = new BinaryWriter(File.Create(path));
        file.Write(System.Text.Encoding.ASCII.GetBytes($"ObjectType = Image\nNDims = 3\nDimSize = {Grid.Shape.I} {Grid.Shape.J} {Grid.Shape.K}\nElementSpacing = 0.8 0.8 3\nElementType = MET_FLOAT\nElementDataFile = LOCAL\n"));
        for (var n = 0; n < Grid.Shape.Count; n++)
        {
            file.Write(valueAtI(n % Grid.Shape.I));
        }

        return path;
    }
}
