namespace DeepAnatomy.Server.Runs;

/// <summary>Which files of a run may be read, and where they are; no path leads out of its folder.</summary>
static class RunFiles
{
    /// <summary>Whether a path within a run's folder is shown: no hidden files, none of the store.</summary>
    public static bool IsShown(string path)
    {
        var parts = path.Split('/');
        return parts[0] is not ("series" or "summary.json" or "stop") && parts.All(part => part.Length > 0 && part[0] != '.' && !part.Contains('\0') && !part.Contains('\\'));
    }

    /// <summary>The file, or null when there is none that may be read.</summary>
    /// <param name="root">Folder of the run, absolute.</param>
    /// <param name="path">Path within, with slashes.</param>
    public static FileInfo? Find(string root, string path)
    {
        if (!IsShown(path))
        {
            return null;
        }

        var full = Path.GetFullPath(Path.Combine(root, path));
        var file = new FileInfo(full);
        return full.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) && file.Exists && !LeadsOut(file, root) ? file : null;
    }

    // A link within the folder could show any file of the machine.
    static bool LeadsOut(FileInfo file, string root)
    {
        if (file.LinkTarget is not null)
        {
            return true;
        }

        for (var folder = file.Directory; folder is not null && folder.FullName.Length > root.Length; folder = folder.Parent)
        {
            if (folder.LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }
}
