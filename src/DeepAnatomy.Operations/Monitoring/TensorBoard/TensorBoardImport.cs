using System.Collections.Immutable;

namespace DeepAnatomy.Operations.Monitoring.TensorBoard;

/// <summary>Brings the scalars of TensorBoard's event files into a store.</summary>
public static class TensorBoardImport
{
    /// <summary>Imports all event files below a folder.</summary>
    /// <inheritdoc cref="Import(IReadOnlyList{EventFile}, RunSeries)"/>
    public static ImportReport Import(string folder, RunSeries into) => Import(
        [.. Directory.EnumerateFiles(folder, "*tfevents*", SearchOption.AllDirectories)
            .Select(path => new EventFile(Path.GetRelativePath(folder, path).Replace('\\', '/'), () => File.OpenRead(path)))],
        into);

    /// <summary>Imports event files. What cannot be read is said in the report; the rest is there.</summary>
    /// <param name="files">At least one.</param>
    /// <param name="into">A store without points.</param>
    /// <exception cref="UnusableSeriesException">There is no file, one is not an event file, or the store cannot be written.</exception>
    /// <exception cref="ArgumentException">The store has points already.</exception>
    public static ImportReport Import(IReadOnlyList<EventFile> files, RunSeries into)
    {
        if (into.Sessions.Length > 0)
        {
            throw new ArgumentException("The store has points already; import into a new one.", nameof(into));
        }

        if (files.Count == 0)
        {
            throw new UnusableSeriesException(into.Folder, "there is no event file of TensorBoard", "Give files whose names contain \"tfevents\"");
        }

        var folders = files.GroupBy(file => FolderOf(file.Name)).OrderBy(folder => folder.Key, StringComparer.Ordinal).ToArray();
        var sessions = folders.Max(folder => folder.Count());
        var problems = ImmutableArray.CreateBuilder<string>();
        long points = 0;
        for (var n = 0; n < sessions; n++)
        {
            var session = new SessionImport(n + 1, into, problems);
            foreach (var folder in folders)
            {
                if (folder.OrderBy(file => file.Name, StringComparer.Ordinal).ElementAtOrDefault(n) is { } file)
                {
                    session.Add(file, folders.Length > 1 && folder.Key.Length > 0 ? folder.Key + "/" : "");
                }
            }

            session.Finish();
            points += session.Points;
        }

        into.Flush();
        return new(points, sessions, problems.ToImmutable());
    }

    static string FolderOf(string name) => name.LastIndexOf('/') is > 0 and var at ? name[..at] : "";
}
