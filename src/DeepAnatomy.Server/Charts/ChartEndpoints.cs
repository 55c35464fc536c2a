using DeepAnatomy.Operations.Monitoring;
using DeepAnatomy.Operations.Monitoring.Charts;
using DeepAnatomy.Server.Accounts;
using DeepAnatomy.Server.Hosting;
using DeepAnatomy.Server.Runs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DeepAnatomy.Server.Charts;

/// <summary>Curves.</summary>
static class ChartEndpoints
{
    const string Binary = "application/octet-stream";

    public static void Map(IEndpointRouteBuilder api)
    {
        var charts = api.MapGroup("").WithTags("Charts").For(Role.Viewer);
        charts.MapGet("/runs/{id}/series", Series).WithSummary("All series of a run with their numbers.");
        charts.MapGet("/query", Query).WithSummary("Curves in binary form (BLS1): JSON header, then x and y of each as 64-bit floats.")
            .Produces<byte[]>(StatusCodes.Status200OK, Binary).ProducesProblem(StatusCodes.Status404NotFound);
    }

    static Results<Ok<SeriesRow[]>, ProblemHttpResult> Series(string id, RunRegistry registry, SeriesShelf shelf)
    {
        if (registry.Find(id) is null)
        {
            return Refusals.NotFound("run of that name");
        }

        using var lease = shelf.Look(id);
        return TypedResults.Ok(lease.Series.Names.Select(lease.Series.Summary).OfType<SeriesSummary>().Select(Row).ToArray());
    }

    static IResult Query([AsParameters] ChartForm form, RunRegistry registry, SeriesShelf shelf, ServerMetrics metrics, TimeProvider clock)
    {
        var started = clock.GetTimestamp();
        Dictionary<string, SeriesLease> leases = new(StringComparer.Ordinal);
        try
        {
            var pairs = ChartRequest.Pairs(form.Run, form.Series);
            foreach (var run in pairs.Select(pair => pair.Run).Distinct())
            {
                if (registry.Find(run) is null)
                {
                    return Refusals.NotFound($"run {run}");
                }

                leases[run] = shelf.Look(run);
            }

            var answer = Chart.Of([.. pairs.Select(pair => new ChartLine(pair.Run, leases[pair.Run].Series, pair.Series))], ChartRequest.Query(form));
            return Results.Bytes(answer.ToBytes(), Binary);
        }
        catch (ArgumentException error)
        {
            return Refusals.Invalid(error.Message);
        }
        finally
        {
            foreach (var lease in leases.Values)
            {
                lease.Dispose();
            }

            metrics.QueryDone(clock.GetElapsedTime(started));
        }
    }

    static SeriesRow Row(SeriesSummary series) => new(
        series.Name, series.Points, series.LastStep, Finite(series.LastValue), Finite(series.Min), Finite(series.Max), Finite(series.Best), double.IsFinite(series.Best) ? series.BestStep : null, series.Unit, series.NonFinite);

    static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
