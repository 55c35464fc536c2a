using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Rasters;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.MetaImage;

/// <summary>The lines <c>Key = Value</c> of a MetaImage header, up to <c>ElementDataFile</c>.</summary>
/// <remarks>Source: MetaIO of ITK. Patient space is LPS as ITK has it.</remarks>
sealed class MetaImageHeader
{
    readonly Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);

    MetaImageHeader(string path, TextHeader text) => (Path, Text) = (path, text);

    public string Path { get; }

    public TextHeader Text { get; }

    public string DataFile { get; private set; } = "";

    public string? this[string key] => values.GetValueOrDefault(key);

    /// <summary>Reads the header; the stream then stands behind the line of the data file.</summary>
    /// <exception cref="UnreadableImageException">The header is damaged.</exception>
    public static MetaImageHeader Read(string path, Stream stream)
    {
        var text = new TextHeader(path, stream);
        var header = new MetaImageHeader(path, text);
        while (text.ReadLine() is { } line)
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
            {
                if (line.Trim().Length == 0)
                {
                    continue;
                }

                throw text.Damaged($"the line '{TextHeader.Short(line)}' has no '='");
            }

            var (key, value) = (line[..equals].Trim(), line[(equals + 1)..].Trim());
            if (key.Equals("ElementDataFile", StringComparison.OrdinalIgnoreCase))
            {
                header.DataFile = value;
                return header;
            }

            header.values[key] = value;
        }

        throw text.Damaged("'ElementDataFile' is missing");
    }

    public bool IsTrue(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (this[key] is { } value)
            {
                return value.StartsWith("T", StringComparison.OrdinalIgnoreCase) || value == "1";
            }
        }

        return false;
    }

    public double Number(string key, double otherwise) => this[key] is { } text ? Text.Number(key, text) : otherwise;

    public Grid GridOf(List<string> warnings)
    {
        var dimensions = this["NDims"] is { } n && Text.Integers("NDims", n) is [var d] && d is >= 2 and <= 10 ? (int)d : throw Text.Damaged("'NDims' is no number of dimensions");
        var sizes = Text.Integers("DimSize", this["DimSize"] ?? throw Text.Damaged("'DimSize' is missing"));
        if (sizes.Length != dimensions)
        {
            throw Text.Damaged("'DimSize' and 'NDims' do not agree");
        }

        if (sizes.Skip(3).Any(size => size != 1))
        {
            throw new UnreadableImageException(Path, $"it has {dimensions} dimensions (a time series)", "Give a single volume: extract one frame first");
        }

        var shape = PlausibleSize.Checked(Path, sizes[0], sizes[1], dimensions > 2 ? sizes[2] : 1);
        var spacing = Vector(dimensions, "ElementSpacing", "ElementSize")
            ?? throw new UnreadableImageException(Path, "it gives no spacing", "Without it nothing can be measured; export the file again from the original scan");
        var origin = Vector(dimensions, "Offset", "Position", "Origin") ?? new double[dimensions];
        var matrix = Vector(dimensions * dimensions, "TransformMatrix", "Rotation", "Orientation");
        if (matrix is null)
        {
            warnings.Add("The file gives no directions; axes along the patient (LPS) are assumed.");
        }

        // The matrix lists the direction of the first axis, then of the second, and so on.
        PatientPoint Step(int axis)
        {
            double At(int p) => axis >= dimensions || p >= dimensions ? 0 : matrix is null ? (p == axis ? 1 : 0) : matrix[(axis * dimensions) + p];
            return (axis < dimensions ? spacing[axis] : 0) * new PatientPoint(At(0), At(1), At(2));
        }

        return GridFromAxes.Create(Path, shape, Step(0), Step(1), Step(2), new(origin[0], origin[1], dimensions > 2 ? origin[2] : 0), warnings);
    }

    double[]? Vector(int length, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (this[key] is { } text)
            {
                var numbers = Text.Numbers(key, text);
                return numbers.Length == length ? numbers : throw Text.Damaged($"'{key}' has {numbers.Length} numbers instead of {length}");
            }
        }

        return null;
    }
}
