using DeepAnatomy.Imaging.Rasters;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Nrrd;

/// <summary>The fields and key/value pairs of a NRRD header, as text.</summary>
/// <remarks>Source: the NRRD format definition of Teem, versions NRRD0001 … NRRD0005.</remarks>
sealed class NrrdHeader
{
    public const string Magic = "NRRD000";

    readonly Dictionary<string, string> fields = [];

    NrrdHeader(string path, TextHeader text) => (Path, Text) = (path, text);

    public string Path { get; }

    /// <summary>Reads numbers and makes errors.</summary>
    public TextHeader Text { get; }

    /// <summary>What users of the format added (<c>key:=value</c>).</summary>
    public Dictionary<string, string> KeyValues { get; } = [];

    public string? this[string field] => fields.GetValueOrDefault(field);

    /// <summary>Reads lines up to the empty one, or to the end of a detached header.</summary>
    /// <exception cref="UnreadableImageException">The magic or a line is wrong.</exception>
    public static NrrdHeader Read(string path, Stream stream)
    {
        var text = new TextHeader(path, stream);
        var header = new NrrdHeader(path, text);
        var magic = text.ReadLine() ?? "";
        if (magic.Length != Magic.Length + 1 || !magic.StartsWith(Magic, StringComparison.Ordinal) || magic[^1] is < '1' or > '5')
        {
            throw new UnreadableImageException(path, $"it starts with '{TextHeader.Short(magic)}', not with NRRD0001 … NRRD0005", "Export it again as NRRD");
        }

        while (text.ReadLine() is { Length: > 0 } line)
        {
            header.Add(line);
        }

        return header;
    }

    public string Required(string field) => this[field] ?? throw Text.Damaged($"'{field}' is missing");

    void Add(string line)
    {
        if (line[0] == '#')
        {
            return;
        }

        var pair = line.IndexOf(":=", StringComparison.Ordinal);
        var field = line.IndexOf(": ", StringComparison.Ordinal);
        if (field >= 0 && (pair < 0 || field < pair))
        {
            // Teem knows some fields with and without a space.
            fields[line[..field].Trim().Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant()] = line[(field + 2)..].Trim();
        }
        else if (pair > 0)
        {
            KeyValues[line[..pair]] = line[(pair + 2)..];
        }
        else if (!line.TrimEnd().EndsWith(':'))
        {
            throw Text.Damaged($"the line '{TextHeader.Short(line)}' is no field");
        }
    }
}
