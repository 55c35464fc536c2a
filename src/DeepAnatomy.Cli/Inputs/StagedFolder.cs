namespace DeepAnatomy.Cli.Inputs;

/// <summary>A folder that is filled beside its place and moved there when all is written; when the work fails, nothing of it is left.</summary>
sealed class StagedFolder : IDisposable
{
    readonly string target;
    readonly bool isNew;

    /// <exception cref="UsageException">The place is a file, or its parent folder cannot be made.</exception>
    public StagedFolder(string target)
    {
        this.target = System.IO.Path.GetFullPath(target);
        if (File.Exists(this.target))
        {
            throw new UsageException($"{target}: is a file; give a folder for the results.");
        }

        isNew = !Directory.Exists(this.target);
        var parent = System.IO.Path.GetDirectoryName(this.target) ?? this.target;
        Directory.CreateDirectory(parent);
        Path = System.IO.Path.Combine(parent, $".{System.IO.Path.GetFileName(this.target)}.{Environment.ProcessId}.partial");
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Moves everything to its place; files of an earlier run are replaced.</summary>
    /// <returns>The files at their place.</returns>
    public IReadOnlyList<string> Publish()
    {
        if (isNew)
        {
            Directory.Move(Path, target);
        }
        else
        {
            foreach (var file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories))
            {
                var place = System.IO.Path.Combine(target, System.IO.Path.GetRelativePath(Path, file));
                Directory.CreateDirectory(System.IO.Path.GetDirectoryName(place)!);
                File.Move(file, place, overwrite: true);
            }
        }

        return [.. Directory.EnumerateFiles(target).Order(StringComparer.Ordinal)];
    }

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
