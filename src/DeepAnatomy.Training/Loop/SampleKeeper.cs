using System.Globalization;
using DeepAnatomy.Training.Preprocessing;
using DeepAnatomy.Training.Runs;
using DeepAnatomy.Training.Sparse;

namespace DeepAnatomy.Training.Loop;

/// <summary>Keeps a picture of the middle slice of the first cases of a validation: on the left what was drawn, on the right what the network says; what was not annotated is dark. 2-D and 2.5-D only.</summary>
sealed class SampleKeeper(LoopParts parts, int epoch, long step)
{
    static readonly (byte R, byte G, byte B)[] Colours = [(230, 80, 60), (60, 160, 230), (90, 190, 90), (240, 190, 60), (170, 100, 210), (60, 200, 200), (240, 130, 180), (160, 140, 90)];
    readonly HashSet<string> kept = [];

    /// <summary>Looks at a validated tile.</summary>
    public void Look(PreparedCase item, Tile tile, byte[] predicted)
    {
        if (tile.Shape.IsVolumetric || tile.K < item.Grid.Shape.K / 2 || kept.Count >= parts.Configuration.Validation.Samples || !kept.Add(item.Id))
        {
            return;
        }

        Directory.CreateDirectory(parts.Folder.Samples);
        var name = string.Create(CultureInfo.InvariantCulture, $"epoch-{epoch:0000}-{kept.Count}.png");
        PngFile.Write(Path.Combine(parts.Folder.Samples, name), 2 * tile.Shape.Width, Picture(tile, predicted));
        parts.Metrics.Write("sample", json =>
        {
            json.WriteNumber("step", step);
            json.WriteString("case", item.Id);
            json.WriteNumber("k", tile.K);
            json.WriteString("file", $"samples/{name}");
        });
    }

    static byte[] Picture(Tile tile, byte[] predicted)
    {
        var (width, channels) = (tile.Shape.Width, tile.Shape.Channels);
        var rgb = new byte[tile.Codes.Length * 2 * 3];
        for (var n = 0; n < tile.Codes.Length; n++)
        {
            var grey = (byte)Math.Clamp((tile.Image[(n * channels) + (channels / 2)] + 1) * 127.5f, 0, 255);
            var at = ((n / width * 2 * width) + (n % width)) * 3;
            var code = tile.Codes[n];
            Paint(rgb.AsSpan(at, 3), VoxelCode.IsDefined(code) ? grey : (byte)(grey / 3), VoxelCode.IsCertain(code) ? code : (byte)0);
            Paint(rgb.AsSpan(at + (3 * width), 3), grey, predicted[n]);
        }

        return rgb;
    }

    static void Paint(Span<byte> pixel, byte grey, byte label)
    {
        if (label == 0)
        {
            pixel.Fill(grey);
            return;
        }

        var (r, g, b) = Colours[(label - 1) % Colours.Length];
        (pixel[0], pixel[1], pixel[2]) = ((byte)((grey + r) / 2), (byte)((grey + g) / 2), (byte)((grey + b) / 2));
    }
}
