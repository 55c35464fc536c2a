namespace DeepAnatomy.Server.Hosting;

/// <summary>What the program finds on its machine.</summary>
/// <param name="Processors">Processors the process may use.</param>
/// <param name="MemoryMb">Memory the process may use, in megabytes.</param>
/// <param name="Worker">The program that trains.</param>
/// <param name="Web">Folder of the web page, or null.</param>
sealed record MachineFacts(int Processors, long MemoryMb, string Worker, string? Web)
{
    /// <summary>Looks.</summary>
    /// <param name="programFolder">Folder of the server's program.</param>
    public static MachineFacts Of(string programFolder) => new(
        Environment.ProcessorCount,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20,
        WorkerBeside(programFolder),
        WebBeside(programFolder));

    static string WorkerBeside(string folder)
    {
        var beside = Path.Combine(folder, "deepanatomy");
        return File.Exists(beside) ? beside : Path.GetFullPath(Path.Combine(folder, "..", "..", "DeepAnatomy.Cli", "release", "deepanatomy"));
    }

    static string? WebBeside(string folder)
    {
        for (var above = new DirectoryInfo(folder); above is not null; above = above.Parent)
        {
            var page = Path.Combine(above.FullName, "web", "dist");
            if (File.Exists(Path.Combine(page, "index.html")))
            {
                return page;
            }
        }

        return null;
    }
}
