using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Training.Preprocessing;

namespace DeepAnatomy.Training.Planning;

/// <summary>What a dataset is like: what a plan is made from.</summary>
/// <param name="DatasetHash">Hash of the cases; see <see cref="Datasets.DatasetSplit.HashOf"/>.</param>
/// <param name="Classes">Names of the classes, background first.</param>
/// <param name="Cases">Every case.</param>
/// <param name="Foreground">HU of the voxels of all classes but background.</param>
/// <param name="HasSides">Whether classes have a side.</param>
/// <param name="Warnings">What looks wrong, one sentence each: sides that are exchanged, classes that hardly occur.</param>
public sealed record Fingerprint(
    string DatasetHash,
    ImmutableArray<string> Classes,
    ImmutableArray<CaseFingerprint> Cases,
    ForegroundStatistics Foreground,
    bool HasSides,
    ImmutableArray<string> Warnings)
{
    static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Median spacing along left, back, head, mm.</summary>
    [JsonIgnore]
    public double[] MedianSpacingMm => [.. Enumerable.Range(0, 3).Select(axis => Quantile(Cases.Select(c => c.SpacingMm[axis]), 0.5))];

    /// <summary>Spacing below which a share of the cases lies, along one axis.</summary>
    public double SpacingQuantileMm(int axis, double quantile) => Quantile(Cases.Select(c => c.SpacingMm[axis]), quantile);

    /// <summary>Median voxels of the body's box along an axis if all cases had a spacing.</summary>
    public double MedianBody(int axis, double spacingMm) => Quantile(Cases.Select(c => c.BodyShape[axis] * c.SpacingMm[axis] / spacingMm), 0.5);

    /// <summary>Writes it as JSON, whole or not at all.</summary>
    public void Write(string path) => AtomicFile.WriteText(path, JsonSerializer.Serialize(this, Format) + "\n");

    /// <summary>Reads it; null where the file is missing, damaged, or of other cases.</summary>
    public static Fingerprint? TryRead(string path, string datasetHash)
    {
        try
        {
            var read = File.Exists(path) ? JsonSerializer.Deserialize<Fingerprint>(File.ReadAllBytes(path), Format) : null;
            return read?.DatasetHash == datasetHash && !read.Cases.IsDefaultOrEmpty && read.Foreground is not null ? read : null;
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            return null;
        }
    }

    static double Quantile(IEnumerable<double> values, double quantile)
    {
        var sorted = values.Order().ToArray();
        var rank = quantile * (sorted.Length - 1);
        var low = sorted[(int)rank];
        return low + ((sorted[(int)Math.Ceiling(rank)] - low) * (rank - Math.Floor(rank)));
    }
}
