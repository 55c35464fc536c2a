using System.Text.Json;
using DeepAnatomy.Imaging.Labels;

namespace DeepAnatomy.Training.Datasets;

/// <summary>nnU-Net's raw layout: <c>dataset.json</c>, <c>imagesTr/CASE_0000.ENDING</c>, <c>labelsTr/CASE.ENDING</c>.</summary>
static class NnUnetFolder
{
    public const string DescriptionName = "dataset.json";
    const string FirstChannel = "_0000";

    public static void Find(string root, FoundCases found)
    {
        var path = Path.Combine(root, DescriptionName);
        if (!File.Exists(path))
        {
            found.Problem(path, "the description of the nnU-Net dataset is missing", "Write dataset.json with channel_names, labels, numTraining and file_ending");
            return;
        }

        string ending;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            ending = Describe(path, document.RootElement, found);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            found.Problem(path, $"it is no JSON ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')})", "Correct the file");
            return;
        }

        FindFiles(root, ending, found);
    }

    static string Describe(string path, JsonElement root, FoundCases found)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("labels", out var labels) || labels.ValueKind != JsonValueKind.Object)
        {
            found.Problem(path, "it has no object \"labels\"", "Write \"labels\": {\"background\": 0, \"psoas\": 1}");
            return ".nii.gz";
        }

        if (root.TryGetProperty("channel_names", out var channels) && channels.ValueKind == JsonValueKind.Object && channels.EnumerateObject().Count() != 1)
        {
            found.Problem(path, $"it has {channels.EnumerateObject().Count()} channels", "Only datasets with one CT channel can be trained on here; keep the CT");
        }

        ReadLabels(path, labels, found);
        return root.TryGetProperty("file_ending", out var ending) && ending.ValueKind == JsonValueKind.String ? ending.GetString()! : ".nii.gz";
    }

    static void ReadLabels(string path, JsonElement labels, FoundCases found)
    {
        var named = new List<Label>();
        foreach (var entry in labels.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.Number || !entry.Value.TryGetUInt16(out var value))
            {
                var isRegion = entry.Value.ValueKind == JsonValueKind.Array;
                found.Problem(path, $"the label '{entry.Name}' is {(isRegion ? "a region (a list of values)" : "no value from 0 to 65535")}", isRegion ? "List the plain labels, and form regions as classes in the configuration" : "Correct the value");
            }
            else if (value != 0)
            {
                named.Add(new(value, entry.Name));
            }
        }

        try
        {
            found.LabelSet = new LabelSet("nnunet", named);
        }
        catch (ArgumentException)
        {
            found.Problem(path, "two labels have the same value or name", "Give every label a value of its own");
        }

        if (named.Find(l => l.Name == "ignore") is { } ignore && ignore.Value != named.Max(l => l.Value))
        {
            found.Problem(path, $"the label 'ignore' has the value {ignore.Value}, which is not the highest", "nnU-Net wants the highest value for ignore; renumber the labels");
        }
    }

    static void FindFiles(string root, string ending, FoundCases found)
    {
        var (images, labels) = (Path.Combine(root, "imagesTr"), Path.Combine(root, "labelsTr"));
        if (!Directory.Exists(images))
        {
            found.Problem(images, "the folder is missing", "Put the training images there as CASE_0000" + ending);
            return;
        }

        var ids = new HashSet<string>();
        foreach (var image in Directory.GetFiles(images).Where(f => f.EndsWith(FirstChannel + ending, StringComparison.Ordinal)))
        {
            var id = Path.GetFileName(image)[..^(FirstChannel.Length + ending.Length)];
            var label = Path.Combine(labels, id + ending);
            ids.Add(id);
            found.Cases.Add(new(id, id, image, File.Exists(label) ? label : ""));
        }

        foreach (var label in Directory.Exists(labels) ? Directory.GetFiles(labels).Where(f => f.EndsWith(ending, StringComparison.Ordinal)) : [])
        {
            var id = Path.GetFileName(label)[..^ending.Length];
            if (!ids.Contains(id))
            {
                found.Problem(label, "the label map has no image", $"Put {id}{FirstChannel}{ending} into imagesTr, or remove it");
            }
        }
    }
}
