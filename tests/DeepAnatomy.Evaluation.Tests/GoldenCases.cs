using System.Text.Json;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Evaluation.Tests;

/// <summary>One pair of masks with the values of other tools.</summary>
sealed record GoldenCase(string Name, int Dimensions, Spacing Spacing, double[] TolerancesMm, Volume<ushort> Reference, Volume<ushort> Prediction, JsonElement Labels)
{
    public static TheoryData<string> Names => ReferenceData.IsPresent ? [.. Cases().Select(c => c.GetProperty("name").GetString()!)] : [];

    public static GoldenCase Load(string name)
    {
        var golden = Cases().Single(c => c.GetProperty("name").GetString() == name);
        var mm = golden.Numbers("spacing_mm");
        var spacing = new Spacing(mm[0], mm[1], mm.Length > 2 ? mm[2] : 1);
        return new(name, golden.GetProperty("ndim").GetInt32(), spacing, golden.Numbers("tolerances_mm"), Read(name, "ref"), Read(name, "pred"), golden.GetProperty("labels"));
    }

    static Volume<ushort> Read(string name, string kind) => ImageFile.ReadLabelMap(ReferenceData.Path($"evaluation/cases/{name}_{kind}.nii.gz")).Voxels;

    static IEnumerable<JsonElement> Cases() => Golden.Metrics.GetProperty("cases").EnumerateArray();
}
