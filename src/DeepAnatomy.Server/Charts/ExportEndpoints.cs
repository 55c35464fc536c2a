using DeepAnatomy.Operations.Monitoring;
using DeepAnatomy.Operations.Monitoring.Exports;
using DeepAnatomy.Server.Accounts;
using DeepAnatomy.Server.Hosting;
using DeepAnatomy.Server.Runs;

namespace DeepAnatomy.Server.Charts;

/// <summary>All points of a run as files for other programs.</summary>
static class ExportEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var run = api.MapGroup("/runs/{id}").WithTags("Charts").For(Role.Viewer).ProducesProblem(StatusCodes.Status404NotFound);
        run.MapGet("/export.csv", (string id, RunRegistry registry, SeriesShelf shelf) => Export(id, "csv", "text/csv", registry, shelf)).Audited("run.export").WithSummary("All points as CSV.").Produces<string>(StatusCodes.Status200OK, "text/csv");
        run.MapGet("/export.parquet", (string id, RunRegistry registry, SeriesShelf shelf) => Export(id, "parquet", "application/vnd.apache.parquet", registry, shelf)).Audited("run.export").WithSummary("All points as Parquet.").Produces<byte[]>(StatusCodes.Status200OK, "application/vnd.apache.parquet");
    }

    static IResult Export(string id, string ending, string type, RunRegistry registry, SeriesShelf shelf) => registry.Find(id) is null
        ? Refusals.NotFound("run of that name")
        : TypedResults.Stream(
            async stream =>
            {
                using var lease = shelf.Look(id);
                await (ending == "csv" ? SeriesExport.WriteCsvAsync(lease.Series, stream) : WriteParquetAsync(lease.Series, stream));
            },
            type,
            $"{id}.{ending}");

    // The writer of Parquet also writes synchronously, which a response does not take; a file keeps memory bounded.
    static async Task WriteParquetAsync(RunSeries series, Stream response)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await SeriesExport.WriteParquetAsync(series, file);
        file.Position = 0;
        await file.CopyToAsync(response);
    }
}
