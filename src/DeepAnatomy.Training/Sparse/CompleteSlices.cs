using System.Text.Json;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Training.Sparse;

/// <summary>The slices of a label map in which everything was drawn, in <c>NAME.sparse.json</c> beside it: <c>{"completeSlices": [12, 40]}</c>, indices along the third axis of the file.</summary>
public static class CompleteSlices
{
    const string Member = "completeSlices";
    const long MostBytes = 1 << 20;

    /// <summary>The file beside a label map.</summary>
    public static string PathOf(string labelsPath) => LabelNamesFile.PathOf(labelsPath)[..^".labels.json".Length] + ".sparse.json";

    /// <summary>Writes the list, whole or not at all.</summary>
    public static void Write(string labelsPath, IEnumerable<int> slices) =>
        AtomicFile.WriteText(PathOf(labelsPath), JsonSerializer.Serialize(new Dictionary<string, int[]> { [Member] = [.. slices.Order().Distinct()] }) + "\n");

    /// <summary>Reads the list; empty where there is no file.</summary>
    /// <param name="labelsPath">The label map.</param>
    /// <param name="sliceCount">Slices of the map.</param>
    /// <exception cref="UnreadableImageException">The file is damaged, or names a slice that the map does not have.</exception>
    public static IReadOnlyList<int> Read(string labelsPath, int sliceCount)
    {
        var path = PathOf(labelsPath);
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            using var stream = File.OpenRead(path);
            using var document = stream.Length <= MostBytes ? JsonDocument.Parse(stream) : throw new JsonException("too long");
            int[] slices = [.. document.RootElement.GetProperty(Member).EnumerateArray().Select(e => e.GetInt32())];
            return slices.All(k => k >= 0 && k < sliceCount) ? slices : throw new FormatException($"a slice is not 0 … {sliceCount - 1}");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new UnreadableImageException(path, $"the list of complete slices cannot be read ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')})", $"Write {{\"{Member}\": [0, 1]}} with indices of slices, or remove the file", e);
        }
    }
}
