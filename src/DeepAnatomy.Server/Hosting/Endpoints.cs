using DeepAnatomy.Server.Accounts;
using DeepAnatomy.Server.Audit;
using DeepAnatomy.Server.Catalog;
using DeepAnatomy.Server.Charts;
using DeepAnatomy.Server.Events;
using DeepAnatomy.Server.Runs;
using DeepAnatomy.Server.Site;

namespace DeepAnatomy.Server.Hosting;

/// <summary>All addresses of the server.</summary>
static class Endpoints
{
    public static void Map(WebApplication app, ServerOptions options)
    {
        HealthEndpoints.Map(app);
        SiteEndpoints.Map(app, options.Web);
        ReportEndpoints.Map(app, options.Reports);
        ApiDocument.Map(app, options.IsDemo);
        var api = app.MapGroup("/api").ProducesProblem(StatusCodes.Status400BadRequest);
        SessionEndpoints.Map(api);
        UserEndpoints.Map(api);
        TokenEndpoints.Map(api);
        AuditEndpoints.Map(api);
        RunEndpoints.Map(api);
        RunControlEndpoints.Map(api);
        RunFileEndpoints.Map(api);
        CheckEndpoints.Map(api);
        LineEndpoints.Map(api);
        DiffEndpoints.Map(api);
        ChartEndpoints.Map(api);
        ExportEndpoints.Map(api);
        ImportEndpoints.Map(api);
        FindingEndpoints.Map(api);
        EventEndpoints.Map(api);
        CatalogEndpoints.Map(api);
    }
}
