using System.Text;
using DeepAnatomy.Networks.Architectures;
using DeepAnatomy.Server.Accounts;
using DeepAnatomy.Server.Hosting;
using DeepAnatomy.Server.Workspace;
using DeepAnatomy.Training.Configuration;

namespace DeepAnatomy.Server.Catalog;

/// <summary>What a training can be made of.</summary>
static class CatalogEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var catalog = api.MapGroup("").WithTags("Catalog").For(Role.Viewer);
        catalog.MapGet("/schemas/{name}", Schema).WithSummary("The schema of a document: configuration or architecture.").Produces<string>(StatusCodes.Status200OK, "application/schema+json").ProducesProblem(StatusCodes.Status404NotFound);
        catalog.MapGet("/templates/architectures", Templates).WithSummary("Templates of networks.");
        catalog.MapGet("/datasets", Datasets).WithSummary("Folders with data: those in the workspace's folder datasets, and those the operator allows.");
    }

    static IResult Schema(string name) => name switch
    {
        "configuration" or "configuration.schema.json" => Results.Text(ConfigurationFile.Schema(), "application/schema+json", Encoding.UTF8),
        "architecture" or "architecture.schema.json" => Results.Text(ArchitectureFile.Schema(), "application/schema+json", Encoding.UTF8),
        _ => Refusals.NotFound("schema of that name; there are configuration and architecture"),
    };

    static TemplateRow[] Templates() =>
        [.. ArchitectureTemplates.All.Select(template => new TemplateRow(template.Defaults.Id, template.Title, template.English, template.German, Encoding.UTF8.GetString(ArchitectureFile.ToBytes(template.Defaults))))];

    static DatasetRow[] Datasets(WorkspaceFolder workspace, ServerOptions options) =>
    [
        .. Folders(workspace.Datasets).Select(path => Row(path, $"datasets/{Path.GetFileName(path)}")),
        .. options.DataRoots.SelectMany(root => Folders(root).Prepend(root)).Where(Directory.Exists).Select(path => Row(path, path)),
    ];

    static IEnumerable<string> Folders(string root) => Directory.Exists(root) ? Directory.EnumerateDirectories(root).Where(path => Path.GetFileName(path)[0] != '.').Order(StringComparer.Ordinal) : [];

    static DatasetRow Row(string path, string said) => new(Path.GetFileName(path), said, Folders(path).Count());
}
