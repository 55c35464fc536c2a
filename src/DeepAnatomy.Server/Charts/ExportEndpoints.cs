namespace DeepAnatomy.Server.Charts;

/// <summary>All points of a run as files of other tools, and back.</summary>
static class ExportEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
    }
}
