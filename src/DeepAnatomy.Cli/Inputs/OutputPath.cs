namespace DeepAnatomy.Cli.Inputs;

/// <summary>Names of files that a command writes.</summary>
static class OutputPath
{
    static readonly string[] Formats = [".nii.gz", ".nii", ".nrrd"];

    /// <summary>Refuses early what could not be written after minutes of work.</summary>
    public static void CheckWritable(string path)
    {
        if (!Formats.Any(f => path.EndsWith(f, StringComparison.OrdinalIgnoreCase)))
        {
            throw new UsageException($"{path}: the name says no known format; use one that ends with {string.Join(", ", Formats)}.");
        }

        CheckFolder(path);
    }

    static void CheckFolder(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
        {
            throw new UsageException($"{path}: the folder {folder} does not exist; create it first.");
        }
    }

    /// <summary>As <see cref="CheckWritable(string)"/>, for one more format.</summary>
    public static void CheckWritable(string path, string extension)
    {
        if (path.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
        {
            CheckFolder(path);
        }
        else
        {
            CheckWritable(path);
        }
    }

    /// <summary><c>a/b.nii.gz</c> with suffix <c>x</c> becomes <c>a/b.x.nii.gz</c>.</summary>
    public static string WithSuffix(string path, string suffix)
    {
        var format = Formats.First(f => path.EndsWith(f, StringComparison.OrdinalIgnoreCase));
        return $"{path[..^format.Length]}.{suffix}{path[^format.Length..]}";
    }
}
