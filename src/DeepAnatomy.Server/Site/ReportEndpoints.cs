using DeepAnatomy.Server.Accounts;
using DeepAnatomy.Server.Hosting;
using DeepAnatomy.Server.Runs;

namespace DeepAnatomy.Server.Site;

/// <summary>Reports that another command wrote: pages, prints and pictures of a folder, and nothing else in it.</summary>
static class ReportEndpoints
{
    /// <summary>Where they are.</summary>
    public const string Address = "/reports";

    /// <summary>Whether a folder holds reports.</summary>
    public static bool AreIn(string? folder) => folder is not null && File.Exists(Path.Combine(folder, "index.html"));

    public static void Map(WebApplication app, string? folder) =>
        app.MapGet(Address + "/{**path}", (string? path) => Read(folder, path)).For(Role.Viewer).Audited("report.read").ExcludeFromDescription();

    static IResult Read(string? folder, string? path) =>
        folder is not null && path is not null && TypeOf(path) is { } type && RunFiles.Find(folder, path) is { } file
            ? TypedResults.PhysicalFile(file.FullName, type, lastModified: file.LastWriteTimeUtc, enableRangeProcessing: true)
            : Refusals.NotFound("such report");

    static string? TypeOf(string path) => Path.GetExtension(path) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".pdf" => "application/pdf",
        ".png" => "image/png",
        _ => null,
    };
}
