using System.Globalization;
using System.Text;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Rasters;

/// <summary>Reads the text header that NRRD and MetaImage put before the voxels, and the numbers in it.</summary>
sealed class TextHeader(string path, Stream stream)
{
    /// <summary>A header longer than this is damage.</summary>
    const int MostBytes = 4 << 20;

    readonly List<byte> line = [];
    int total;

    /// <summary>The next line without its end; null at the end of the file.</summary>
    /// <exception cref="UnreadableImageException">The header does not end.</exception>
    public string? ReadLine()
    {
        line.Clear();
        while (true)
        {
            var next = stream.ReadByte();
            if (next < 0 && line.Count == 0)
            {
                return null;
            }

            if (next is < 0 or '\n')
            {
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            }

            if (++total > MostBytes)
            {
                throw Damaged("it does not end");
            }

            line.Add((byte)next);
        }
    }

    /// <summary>White-space separated whole numbers.</summary>
    public long[] Integers(string field, string text) =>
        [.. Words(text).Select(w => long.TryParse(w, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var v) ? v : throw Damaged($"'{field}' has '{Short(w)}' for a whole number"))];

    /// <summary>Numbers separated by white space or commas.</summary>
    public double[] Numbers(string field, string text) =>
        [.. text.Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries).Select(w => Number(field, w))];

    public double Number(string field, string text) =>
        double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var v) ? v : throw Damaged($"'{field}' has '{Short(text)}' for a number");

    public static string[] Words(string text) => text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    public UnreadableImageException Damaged(string what) => new(path, $"the header is damaged: {what}", "Export the file again");

    /// <summary>Text from the file that is short and plain enough for a message of one line.</summary>
    public static string Short(string text)
    {
        var plain = new string([.. text.Trim().Take(40).Select(c => char.IsControl(c) ? '?' : c)]);
        return text.Trim().Length > 40 ? plain + "…" : plain;
    }
}
