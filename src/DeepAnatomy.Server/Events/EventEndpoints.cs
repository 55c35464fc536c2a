using System.Text.Json;
using DeepAnatomy.Server.Accounts;
using DeepAnatomy.Server.Hosting;
using DeepAnatomy.Server.Runs;

namespace DeepAnatomy.Server.Events;

/// <summary>Telling pages what changes: as a stream, or when asked.</summary>
static class EventEndpoints
{
    static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50), Heartbeat = TimeSpan.FromSeconds(15);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/events", Stream).For(Role.Viewer).WithTags("Events").WithSummary("Server-sent events: hello, then run for every change of a run, at most twenty a second for each.")
            .Produces<RunChange>(StatusCodes.Status200OK, "text/event-stream");
        api.MapGet("/changes", (RunRegistry registry, Revisions revisions, long since = 0) => Since(registry, revisions, since)).For(Role.Viewer).WithTags("Events").WithSummary("Runs that changed after a revision; for those who cannot hold a stream.");
    }

    static Changes Since(RunRegistry registry, Revisions revisions, long since)
    {
        // The number is read first: a change in between is told twice rather than never.
        var revision = revisions.Last;
        return new(revision, [.. registry.All.Where(card => card.Revision > since || since > revision).OrderBy(card => card.Revision).Select(card => new RunChange(card.Entry.Id, card.Summary.Step, card.Entry.State, card.Revision))]);
    }

    static async Task Stream(HttpContext context, RunRegistry registry, Revisions revisions, IHostApplicationLifetime life, TimeProvider clock)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        // A proxy that collects the answer first would make it no stream.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpResponseBodyFeature>()?.DisableBuffering();
        try
        {
            var seen = revisions.Last;
            await Send(context, "hello", new Hello(seen), ending.Token);
            while (true)
            {
                var isChanged = await Waited(revisions.After(seen), clock, ending.Token);
                if (!isChanged)
                {
                    await context.Response.WriteAsync(": still here\n\n", ending.Token);
                    await context.Response.Body.FlushAsync(ending.Token);
                    continue;
                }

                var changes = Since(registry, revisions, seen);
                seen = changes.Revision;
                foreach (var change in changes.Runs)
                {
                    await Write(context, "run", change, ending.Token);
                }

                await context.Response.Body.FlushAsync(ending.Token);
                await Task.Delay(Pace, clock, ending.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The page went away, or the server stops.
        }
    }

    static async Task<bool> Waited(Task change, TimeProvider clock, CancellationToken cancellation)
    {
        try
        {
            await change.WaitAsync(Heartbeat, clock, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    static async Task Send<T>(HttpContext context, string name, T data, CancellationToken cancellation)
    {
        await Write(context, name, data, cancellation);
        await context.Response.Body.FlushAsync(cancellation);
    }

    static Task Write<T>(HttpContext context, string name, T data, CancellationToken cancellation) =>
        context.Response.WriteAsync($"event: {name}\ndata: {JsonSerializer.Serialize(data, JsonForm.Options)}\n\n", cancellation);
}
