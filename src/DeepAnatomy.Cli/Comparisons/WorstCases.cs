using System.Buffers.Binary;
using System.IO.Compression;
using DeepAnatomy.Cli.Evaluations;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Cli.Comparisons;

/// <summary>A picture of the worst slice of a case.</summary>
sealed record WorstPicture(string Case, string Model, string Structure, double Value, int SliceK, byte[] Png);

/// <summary>Finds the worst cases of each model and paints the slice with the most wrong voxels: both (grey-green), missed (orange), invented (magenta).</summary>
static class WorstCases
{
    const int MostPictures = 8;

    public static IReadOnlyList<WorstPicture> Of(Comparison c)
    {
        var all = from one in c.Cases
                  from model in one.Models
                  where model.Path is not null
                  from label in model.Labels.Values
                  where double.IsFinite(label.Dice) && label.Dice < 1 && label.Counts.Reference > 0
                  orderby label.Dice
                  select (one, model, label);
        // At most two of a model, so that one bad model does not fill the gallery; and one structure of a case.
        var chosen = all.DistinctBy(x => (x.one.Name, x.model.Model)).GroupBy(x => x.model.Model).SelectMany(g => g.Take(2)).OrderBy(x => x.label.Dice).Take(MostPictures);
        return [.. chosen.Select(x => Paint(c, x.one, x.model, x.label))];
    }

    static WorstPicture Paint(Comparison c, StudyCase one, ModelOnCase model, DeepAnatomy.Evaluation.Cases.LabelResult label)
    {
        var reference = StudyReading.Canonical(ImageFile.ReadLabels(one.ReferencePath).Map).Voxels;
        var prediction = EvaluationRun.OnGridOf(StudyReading.Canonical(ImageFile.ReadLabels(model.Path!).Map).Voxels, reference.Grid, model.Path!, one.ReferencePath, c.Request.Evaluation, []);
        var slices = DeepAnatomy.Evaluation.Overlap.SliceProfile.Of(prediction, reference, label.Values);
        var k = Enumerable.Range(0, slices.Length).MaxBy(n => slices[n].FalseNegative + slices[n].FalsePositive);
        var hu = one.CtPath is null ? null : ImageFile.ReadCt(one.CtPath).Hu.ToAxes();
        return new(one.Name, model.Model, label.Name, label.Dice, k, Picture(hu, prediction, reference, label.Values, k));
    }

    static byte[] Picture(Volume<short>? hu, Volume<ushort> prediction, Volume<ushort> reference, ushort[] values, int k)
    {
        ReadOnlySpan<ushort> p = prediction.Slice(k), r = reference.Slice(k);
        var (i0, i1, j0, j1) = Crop(p, r, values, reference.Shape.I, reference.Shape.J);
        const int Width = 300;
        var spacing = reference.Grid.Spacing;
        var height = Math.Clamp((int)(Width * (j1 - j0) * spacing.JMm / ((i1 - i0) * spacing.IMm)), 40, 600);
        var rgb = new byte[Width * height * 3];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                // Patient right on the left, as in radiology; i runs to the left of the patient, so to the right of the picture.
                var n = ((j0 + (y * (j1 - j0) / height)) * reference.Shape.I) + i0 + (x * (i1 - i0) / Width);
                var grey = hu is null ? (reference.Slice(k)[n] != 0 ? 70 : 28) : Math.Clamp((hu.Slice(k)[n] + 150) * 255 / 400, 0, 255);
                var (inP, inR) = (values.AsSpan().Contains(p[n]), values.AsSpan().Contains(r[n]));
                var (red, green, blue, weight) = (inP, inR) switch { (true, true) => (70, 170, 150, 0.35), (false, true) => (245, 150, 20, 0.85), (true, false) => (220, 40, 160, 0.85), _ => (0, 0, 0, 0.0) };
                var at = ((y * Width) + x) * 3;
                rgb[at] = (byte)((grey * (1 - weight)) + (red * weight));
                rgb[at + 1] = (byte)((grey * (1 - weight)) + (green * weight));
                rgb[at + 2] = (byte)((grey * (1 - weight)) + (blue * weight));
            }
        }

        return Png.Encode(rgb, Width, height);
    }

    static (int I0, int I1, int J0, int J1) Crop(ReadOnlySpan<ushort> p, ReadOnlySpan<ushort> r, ushort[] values, int width, int height)
    {
        var (i0, i1, j0, j1) = (width, 0, height, 0);
        for (var n = 0; n < p.Length; n++)
        {
            if (values.AsSpan().Contains(p[n]) || values.AsSpan().Contains(r[n]))
            {
                var (i, j) = (n % width, n / width);
                (i0, i1, j0, j1) = (Math.Min(i0, i), Math.Max(i1, i + 1), Math.Min(j0, j), Math.Max(j1, j + 1));
            }
        }

        var pad = Math.Max(8, Math.Max(i1 - i0, j1 - j0) / 4);
        return (Math.Max(0, i0 - pad), Math.Min(width, i1 + pad), Math.Max(0, j0 - pad), Math.Min(height, j1 + pad));
    }
}

/// <summary>Writes PNG (ISO 15948), 8-bit RGB.</summary>
static class Png
{
    static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(n => Enumerable.Range(0, 8).Aggregate((uint)n, (c, _) => (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1))];

    public static byte[] Encode(ReadOnlySpan<byte> rgb, int width, int height)
    {
        using var file = new MemoryStream();
        file.Write([137, 80, 78, 71, 13, 10, 26, 10]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        Chunk(file, "IHDR"u8, header);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                zlib.WriteByte(0);
                zlib.Write(rgb.Slice(y * width * 3, width * 3));
            }
        }

        Chunk(file, "IDAT"u8, packed.ToArray());
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    static void Chunk(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        var crc = uint.MaxValue;
        foreach (var part in type)
        {
            crc = Table[(byte)(crc ^ part)] ^ (crc >> 8);
        }

        foreach (var part in data)
        {
            crc = Table[(byte)(crc ^ part)] ^ (crc >> 8);
        }

        BinaryPrimitives.WriteUInt32BigEndian(number, ~crc);
        file.Write(number);
    }
}
