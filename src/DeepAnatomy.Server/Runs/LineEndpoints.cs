using System.IO.Pipelines;
using DeepAnatomy.Operations.Monitoring;
using DeepAnatomy.Server.Accounts;
using DeepAnatomy.Server.Charts;
using DeepAnatomy.Server.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DeepAnatomy.Server.Runs;

/// <summary>Lines of workers elsewhere.</summary>
static class LineEndpoints
{
    const int LargestBatch = 1 << 20;

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/runs/{id}/lines", Take).For(Role.Trainer).WithTags("Lines")
        .WithSummary("Takes lines of a run (contracts/run-protocol.md); may be sent again and count once.")
        .Accepts<string>("application/x-ndjson")
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status507InsufficientStorage);

    static async Task<Results<Ok<LinesTaken>, ProblemHttpResult>> Take(string id, HttpContext context, RunRegistry registry, RunTrackers trackers, RunVerdicts verdicts, ServerMetrics metrics)
    {
        if (registry.Find(id) is not { } card)
        {
            return Refusals.NotFound("run of that name");
        }

        if (card.Entry.Source != RunSource.Remote)
        {
            return Refusals.Conflict("The lines of this run are read from its folder. Make a remote run for a worker elsewhere.");
        }

        using var body = new RentedBody(context.Request.ContentLength ?? 0, LargestBatch);
        if (!await IsRead(context.Request.BodyReader, body, context.RequestAborted))
        {
            return Refusals.Of(StatusCodes.Status413PayloadTooLarge, "Too large", $"A batch has at most {LargestBatch:#,0} bytes. Send fewer lines at once.");
        }

        var tracker = trackers.Follow(id);
        var answer = tracker.Series.Append(body.AsSpan);
        if (answer.Accepted > 0)
        {
            metrics.LinesTaken(answer.Accepted, "http");
            tracker.Glance();
            await verdicts.LinesCame(id, tracker.Series);
        }

        return answer.Problem is { } problem && problem.Kind != LineProblemKind.Gap ? Refused(problem) : TypedResults.Ok(new LinesTaken(answer.Session, answer.Seq));
    }

    static ProblemHttpResult Refused(LineProblem problem) => problem.Kind switch
    {
        LineProblemKind.TooLarge => Refusals.Of(StatusCodes.Status413PayloadTooLarge, "Too large", $"Line {problem.Line}: {problem.Text}"),
        LineProblemKind.NotWritable => Refusals.Of(StatusCodes.Status507InsufficientStorage, "Cannot be kept now", problem.Text),
        _ => Refusals.Of(StatusCodes.Status422UnprocessableEntity, "Not understood", $"Line {problem.Line}: {problem.Text}"),
    };

    // Taken as it comes, so that a batch does not lie in the connection's buffers as a whole.
    static async ValueTask<bool> IsRead(PipeReader reader, RentedBody body, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            var hasRoom = body.TryAdd(read.Buffer);
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted || !hasRoom)
            {
                return hasRoom;
            }
        }
    }
}
