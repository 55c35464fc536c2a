using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Labels;

/// <summary>Finds out what the values of a label map mean: names beside the file, then names in it, then recognition.</summary>
static class LabelNames
{
    public static (LabelSet Set, string Reason) Find(string path, Volume<ushort> voxels, IReadOnlyList<Label> inFile, List<string> warnings)
    {
        if (LabelNamesFile.Read(path) is { } beside)
        {
            return (beside, $"names in {Path.GetFileName(LabelNamesFile.PathOf(path))}");
        }

        if (inFile.Count > 0)
        {
            var unique = Unique(inFile, warnings);
            var known = LabelSets.All.Where(s => unique.All(l => s.Find(l.Value) == l)).OrderBy(s => s.Labels.Length).FirstOrDefault();
            return (known ?? new LabelSet("in-file", unique), known is null ? "names in the file" : $"names in the file, which are those of {known.Id}");
        }

        var recognition = LabelSetRecognition.Recognise(voxels);
        if (recognition.Set is null)
        {
            warnings.Add(recognition.Reason);
        }

        return (recognition.Set ?? new LabelSet(LabelMapReading.UnknownSetId, []), recognition.Reason);
    }

    /// <summary>The first name of every value; a name that occurs again gets its value behind it.</summary>
    static List<Label> Unique(IReadOnlyList<Label> labels, List<string> warnings)
    {
        var (unique, names) = (new List<Label>(), new HashSet<string>());
        foreach (var label in labels.DistinctBy(l => l.Value))
        {
            var name = names.Add(label.Name) ? label.Name : $"{label.Name}_{label.Value}";
            if (name != label.Name)
            {
                warnings.Add($"The name '{label.Name}' occurs twice in the file; value {label.Value} is called '{name}'.");
                names.Add(name);
            }

            unique.Add(label with { Name = name });
        }

        return unique;
    }
}
