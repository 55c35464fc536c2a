using DeepAnatomy.Imaging.Labels;

namespace DeepAnatomy.Cli.Inputs;

/// <summary>Label sets and groups that a user names.</summary>
static class LabelInput
{
    /// <summary>A known label set by name, or one from a JSON file; null when none was named.</summary>
    public static LabelSet? SetOf(string? name)
    {
        if (name is null)
        {
            return null;
        }

        return LabelSets.Find(name) ?? (File.Exists(name)
            ? LabelSets.ReadFile(name)
            : throw new UsageException($"--label-set {name}: is neither a file nor a known set ({string.Join(", ", LabelSets.All.Select(s => s.Id))})."));
    }

    /// <summary>The built-in groups, with a user's file on top.</summary>
    public static LabelGroups GroupsOf(string? path)
    {
        if (path is null)
        {
            return LabelGroups.Default;
        }

        try
        {
            return LabelGroups.Default.With(File.ReadAllText(path));
        }
        catch (ArgumentException e)
        {
            throw new UsageException($"--groups {path}: {e.Message}");
        }
    }
}
