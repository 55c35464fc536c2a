using System.IO.Compression;
using System.Text.Json.Nodes;
using PureHDF;

namespace DeepAnatomy.Networks.Tests.Graph;

/// <summary>The configurations inside the golden model files.</summary>
static class KerasFiles
{
    /// <summary>Names of all golden files, relative to the reference data.</summary>
    public static IReadOnlyList<string> All { get; } = ReferenceData.IsPresent
        ? [.. Directory.GetFiles(ReferenceData.Path("keras/layers"), "*.keras").Concat(Directory.GetFiles(ReferenceData.Path("keras"), "*.keras")).Select(f => Path.GetRelativePath(ReferenceData.Folder, f)).Order(StringComparer.Ordinal)]
        : [];

    public static JsonObject Config(string file)
    {
        using var zip = ZipFile.OpenRead(ReferenceData.Path(file));
        using var stream = zip.GetEntry("config.json")!.Open();
        return JsonNode.Parse(stream)!.AsObject();
    }

    /// <summary>Sizes of all weights in a file, joined with commas.</summary>
    public static IReadOnlyList<string> WeightSizes(string file)
    {
        using var zip = ZipFile.OpenRead(ReferenceData.Path(file));
        using var entry = zip.GetEntry("model.weights.h5")!.Open();
        MemoryStream memory = new();
        entry.CopyTo(memory);
        memory.Position = 0;
        using var h5 = H5File.Open(memory);
        List<string> sizes = [];
        Collect(h5, sizes, inVars: false);
        return sizes;
    }

    static void Collect(IH5Group group, List<string> sizes, bool inVars)
    {
        foreach (var child in group.Children())
        {
            if (child is IH5Group inner && inner.Name != "optimizer")
            {
                Collect(inner, sizes, inner.Name == "vars");
            }
            else if (child is IH5Dataset dataset && inVars)
            {
                sizes.Add(string.Join(",", dataset.Space.Dimensions));
            }
        }
    }

    /// <summary>All layer and operation objects of a model, those of nested models too, with the model they stand in.</summary>
    public static IEnumerable<(JsonObject Entry, JsonObject Model)> Layers(JsonObject model)
    {
        foreach (var entry in model["config"]!["layers"]!.AsArray().Select(node => node!.AsObject()))
        {
            if (entry["class_name"]!.ToString() is "Functional" or "Sequential")
            {
                foreach (var inner in Layers(entry))
                {
                    yield return inner;
                }
            }
            else
            {
                yield return (entry, model);
            }
        }
    }
}
