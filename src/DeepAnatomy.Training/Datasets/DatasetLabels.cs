using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Training.Datasets;

/// <summary>Finds the label set of a dataset: as given, as its layout says, or as its label maps say.</summary>
static class DatasetLabels
{
    public static LabelSet? SetOf(DatasetSettings settings, FoundCases found, CancellationToken cancellation)
    {
        if (settings.LabelSet.Length > 0)
        {
            return Given(settings.LabelSet, found);
        }

        if (found.LabelSet is { } layout)
        {
            return layout;
        }

        var named = Named(found);
        foreach (var other in named.Skip(1).Where(n => n.Set.Id != named[0].Set.Id || !n.Set.Labels.SequenceEqual(named[0].Set.Labels)))
        {
            found.Problem(other.Path, $"its labels mean something else ({other.Set.Id}) than those of {named[0].Path} ({named[0].Set.Id})", "Bring all label maps to one label set");
        }

        return named.Count > 0 ? named[0].Set : Recognised(found, cancellation);
    }

    static LabelSet? Given(string name, FoundCases found)
    {
        if (LabelSets.Find(name) is { } known)
        {
            return known;
        }

        if (!File.Exists(name))
        {
            found.Problem(name, "is neither a known label set nor a file", $"The nearest known label set is '{NearestName.Of(name, LabelSets.All.Select(s => s.Id))}'", "label_set");
            return null;
        }

        try
        {
            return LabelSets.ReadFile(name);
        }
        catch (ArgumentException e)
        {
            found.Problem(name, e.Message.ReplaceLineEndings(" ").TrimEnd('.'), "Correct the file: {\"id\": \"…\", \"labels\": {\"1\": \"name\"}}");
            return null;
        }
    }

    static List<(string Path, LabelSet Set)> Named(FoundCases found)
    {
        var named = new List<(string, LabelSet)>();
        foreach (var path in found.Cases.Select(c => c.Labels).Where(File.Exists))
        {
            try
            {
                if (LabelNamesFile.Read(path) is { } set)
                {
                    named.Add((path, set));
                }
            }
            catch (UnreadableImageException e)
            {
                found.Problem(e.Path, e.Reason, e.Remedy);
            }
        }

        return named;
    }

    static LabelSet? Recognised(FoundCases found, CancellationToken cancellation)
    {
        var first = found.Cases.Select(c => c.Labels).FirstOrDefault(File.Exists);
        if (first is null)
        {
            return null;
        }

        try
        {
            var reading = ImageFile.ReadLabels(first, cancellation: cancellation);
            if (reading.Map.Labels.Id == LabelMapReading.UnknownSetId)
            {
                found.Problem(first, $"nothing says what its labels mean ({reading.Reason.TrimEnd('.')})", "Put NAME.labels.json beside it, or give label_set");
                return null;
            }

            found.Notes.Add($"Labels are read as {reading.Map.Labels.Id}: {reading.Reason}.");
            return reading.Map.Labels;
        }
        catch (UnreadableImageException e)
        {
            found.Problem(e.Path, e.Reason, e.Remedy);
            return null;
        }
    }
}
