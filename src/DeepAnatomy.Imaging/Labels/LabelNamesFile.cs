using System.Text.Json;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Labels;

/// <summary>The names of a label map in <c>NAME.labels.json</c> beside it: <c>{"labelSet": "deepanatomy-1", "labels": {"1": "abdominal_wall_left"}}</c>.</summary>
public static class LabelNamesFile
{
    static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A file of names longer than this is no file of names.</summary>
    const long MostBytes = 16 << 20;

    /// <summary>The file of names beside an image file.</summary>
    public static string PathOf(string imagePath)
    {
        string[] extensions = [".nii.gz", ".img.gz", ".hdr.gz"];
        var extension = extensions.FirstOrDefault(e => imagePath.EndsWith(e, StringComparison.OrdinalIgnoreCase)) ?? Path.GetExtension(imagePath);
        return imagePath[..^extension.Length] + ".labels.json";
    }

    /// <summary>Writes the names beside an image file, whole or not at all.</summary>
    public static void Write(string imagePath, LabelSet set)
    {
        var document = new { labelSet = set.Id, labels = set.Labels.ToDictionary(l => l.Value.ToString(), l => l.Name) };
        AtomicFile.WriteText(PathOf(imagePath), JsonSerializer.Serialize(document, Format) + "\n");
    }

    /// <summary>Reads the names beside an image file; null where there are none.</summary>
    /// <exception cref="UnreadableImageException">The file is there but damaged.</exception>
    public static LabelSet? Read(string imagePath)
    {
        var path = PathOf(imagePath);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var stream = File.OpenRead(path);
            using var document = stream.Length <= MostBytes ? JsonDocument.Parse(stream) : throw new JsonException("too long");
            return LabelSets.Parse(document.RootElement, "labelSet");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new UnreadableImageException(path, $"the label names cannot be read ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')})", "Correct the file, or remove it", e);
        }
    }
}
