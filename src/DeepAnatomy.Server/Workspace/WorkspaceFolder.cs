namespace DeepAnatomy.Server.Workspace;

/// <summary>The folder with everything the server keeps. One server at a time holds it.</summary>
sealed class WorkspaceFolder : IDisposable
{
    readonly FileStream hold;

    WorkspaceFolder(string root, FileStream hold) => (Root, this.hold) = (root, hold);

    public string Root { get; }

    public string Database => Path.Combine(Root, "deepanatomy.db");

    public string Runs => Path.Combine(Root, "runs");

    public string Jobs => Path.Combine(Root, "jobs");

    public string Keys => Path.Combine(Root, "keys");

    public string Datasets => Path.Combine(Root, "datasets");

    public string Trash => Path.Combine(Root, "trash");

    public string Plans => Path.Combine(Root, "plans.json");

    public string Settings => Path.Combine(Root, "server.json");

    /// <summary>Opens a workspace; makes it when there is none.</summary>
    /// <exception cref="UnusableWorkspaceException">It cannot be written, or another server holds it.</exception>
    public static WorkspaceFolder Open(string path)
    {
        var root = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(root);
            var hold = Hold(root);
            var folder = new WorkspaceFolder(root, hold);
            foreach (var part in new[] { folder.Runs, folder.Jobs, folder.Datasets, folder.Trash })
            {
                Directory.CreateDirectory(part);
            }

            CreatePrivate(folder.Keys);
            foreach (var left in Directory.EnumerateFiles(root, ".check-*"))
            {
                File.Delete(left);
            }

            return folder;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UnusableWorkspaceException($"{root}: the workspace cannot be written ({error.Message.TrimEnd('.')}). Give another folder with --workspace, or make this one writable.", error);
        }
    }

    public void Dispose() => hold.Dispose();

    static void CreatePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    static FileStream Hold(string root)
    {
        var path = Path.Combine(root, ".server");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (File.Exists(path))
        {
            throw new UnusableWorkspaceException($"{root}: another server works on this workspace. Stop it, or give another folder with --workspace.", error);
        }
    }
}
