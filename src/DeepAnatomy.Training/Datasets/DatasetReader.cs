using System.Text.RegularExpressions;

namespace DeepAnatomy.Training.Datasets;

/// <summary>Finds the cases of a dataset and what its labels mean; reads names and headers, no voxels (but see <see cref="DatasetCheck"/>).</summary>
public static class DatasetReader
{
    /// <summary>Reads a dataset and reports every problem at once: missing files, unlabelled or duplicate cases, an empty dataset, classes that the label set does not have.</summary>
    /// <param name="settings">Where it is and what is learned.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static DatasetReading Read(DatasetSettings settings, CancellationToken cancellation = default)
    {
        var found = new FoundCases();
        var path = Path.GetFullPath(settings.Path.Length > 0 ? settings.Path : ".");
        if (settings.Path.Length == 0 || !(Directory.Exists(path) || File.Exists(path)))
        {
            found.Problem(settings.Path.Length == 0 ? "dataset" : settings.Path, "there is no such file or folder", "Give the folder of the dataset or a table of its cases", "path");
            return new(null, [.. found.Problems], []);
        }

        Find(settings.Format, path, found);
        AssignPatients(settings, found);
        Check(settings, path, found);
        var set = DatasetLabels.SetOf(settings, found, cancellation);
        var classes = set is null ? null : ClassScheme.Build(set, settings.Classes, (index, problem) => found.Problem(settings.Path, problem.TrimEnd('.'), "Correct the classes or the label set", index < 0 ? "classes" : $"classes[{index}]"));
        var name = Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(path));
        return found.Problems.Count > 0
            ? new(null, [.. found.Problems], [.. found.Notes]) { AsFarAsReadable = set is null || found.Cases.Count == 0 || (classes ?? ClassScheme.AsMeant(set, settings.Classes)) is not { } meant ? null : new(name, [.. found.Cases], set, meant) }
            : new(new(name, [.. found.Cases], set!, classes!), [], [.. found.Notes]);
    }

    static void Find(DatasetFormat format, string path, FoundCases found)
    {
        var isFolder = Directory.Exists(path);
        var actual = format != DatasetFormat.Auto ? format
            : !isFolder ? DatasetFormat.Table
            : File.Exists(Path.Combine(path, NnUnetFolder.DescriptionName)) ? DatasetFormat.NnUnet
            : DatasetFormat.Folders;
        if (isFolder != (actual != DatasetFormat.Table))
        {
            found.Problem(path, isFolder ? "it is a folder, not a table" : "it is a file, not a folder", "Give what the format of the dataset says, or leave the format to be found", "format");
            return;
        }

        switch (actual)
        {
            case DatasetFormat.Table: CaseTable.Find(path, found); break;
            case DatasetFormat.NnUnet: NnUnetFolder.Find(path, found); break;
            default: PatientFolders.Find(path, found); break;
        }
    }

    static void AssignPatients(DatasetSettings settings, FoundCases found)
    {
        if (settings.PatientPattern.Length == 0)
        {
            return;
        }

        Regex pattern;
        try
        {
            pattern = new Regex(settings.PatientPattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException e)
        {
            found.Problem("patient_pattern", $"'{settings.PatientPattern}' is no regular expression ({e.Message.TrimEnd('.')})", "Correct it, for example ^([^_]+)_", "patient_pattern");
            return;
        }

        for (var n = 0; n < found.Cases.Count; n++)
        {
            var match = pattern.Match(found.Cases[n].Id);
            if (match.Success && match.Groups.Count > 1 && match.Groups[1].Length > 0)
            {
                found.Cases[n] = found.Cases[n] with { Patient = match.Groups[1].Value };
            }
            else
            {
                found.Problem(found.Cases[n].Image, $"the patient pattern '{settings.PatientPattern}' finds no patient in the case name '{found.Cases[n].Id}'", "Correct the pattern so that its first group is the patient of every case");
            }
        }
    }

    static void Check(DatasetSettings settings, string path, FoundCases found)
    {
        foreach (var twice in found.Cases.GroupBy(c => c.Id).Where(g => g.Count() > 1))
        {
            found.Problem(path, $"the case '{twice.Key}' is there {twice.Count()} times", "Give every case a name of its own");
        }

        foreach (var twice in found.Cases.GroupBy(c => c.Image).Where(g => g.Count() > 1))
        {
            found.Problem(twice.Key, $"the image belongs to several cases ({string.Join(", ", twice.Select(c => c.Id).Take(5))})", "Keep one of them, else the same scan is trained and validated on");
        }

        var unlabelled = found.Cases.Where(c => c.Labels.Length == 0).ToArray();
        foreach (var without in settings.SkipsUnlabelled ? [] : unlabelled)
        {
            found.Problem(without.Image, $"the case '{without.Id}' has no label map", "Annotate it, remove it, or set skips_unlabelled");
        }

        if (settings.SkipsUnlabelled && unlabelled.Length > 0)
        {
            found.Cases.RemoveAll(c => c.Labels.Length == 0);
            found.Notes.Add($"{unlabelled.Length} cases without a label map are left out.");
        }

        foreach (var (file, what) in found.Cases.SelectMany(c => new[] { (c.Image, "image"), (c.Labels, "label map") }).Where(f => f.Item1.Length > 0 && !File.Exists(f.Item1)))
        {
            found.Problem(file, $"the {what} is missing", "Put the file there, or remove the case");
        }

        if (found.Cases.Count == 0 && found.Problems.Count == 0)
        {
            found.Problem(path, "the dataset is empty", "Give a folder with one subfolder per scan (ct.nii.gz and labels.nii.gz), an nnU-Net dataset, or a table with the columns case, image, label");
        }

        found.Cases.Sort((a, b) => string.CompareOrdinal(a.Id, b.Id));
    }
}
