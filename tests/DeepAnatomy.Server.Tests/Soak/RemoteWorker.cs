using System.Net.Http.Json;
using System.Text;

namespace DeepAnatomy.Server.Tests.Soak;

/// <summary>A worker elsewhere: sends what is behind the acknowledged line, again and again, whatever becomes of the server.</summary>
sealed class RemoteWorker(HttpClient client, string run)
{
    readonly ProtocolLines lines = new ProtocolLines().Session(0, iterations: 1_000_000).State("running");
    readonly List<string> unacknowledged = [];
    long steps;

    public string Run => run;

    /// <summary>Points of each series that the server has acknowledged.</summary>
    public long AcknowledgedPoints { get; private set; }

    /// <summary>Batches that were answered.</summary>
    public int Batches { get; private set; }

    public static async Task<RemoteWorker> OfAsync(HttpClient client, string name) =>
        new(client, (string)(await client.PostAsJsonAsync("/api/runs", new { name, configuration = "", remote = true }).JsonAsync())["id"]!);

    /// <summary>Sends until cancelled.</summary>
    /// <param name="linesOfBatch">New lines for each batch.</param>
    /// <param name="pause">Between two batches.</param>
    /// <param name="mayFail">Whether the server may be away.</param>
    /// <param name="cancellation">Ends it after the batch that is on its way.</param>
    public async Task SendAsync(int linesOfBatch, TimeSpan pause, bool mayFail, CancellationToken cancellation)
    {
        const int Start = 2;
        long acknowledged = 0;
        while (!cancellation.IsCancellationRequested)
        {
            if (unacknowledged.Count < linesOfBatch)
            {
                lines.Points(steps + 1, linesOfBatch);
                steps += linesOfBatch;
                unacknowledged.AddRange(lines.Take());
            }

            try
            {
                using var content = new StringContent(string.Concat(unacknowledged.Take(linesOfBatch)), Encoding.UTF8, "application/x-ndjson");
                var answer = (long)(await client.PostAsync($"/api/runs/{run}/lines", content, CancellationToken.None).JsonAsync())["acknowledged"]!;
                Assert.InRange(answer, acknowledged, acknowledged + linesOfBatch);
                unacknowledged.RemoveRange(0, (int)(answer - acknowledged));
                (acknowledged, AcknowledgedPoints, Batches) = (answer, Math.Max(0, answer - Start), Batches + 1);
            }
            catch (Exception error) when (mayFail && error is HttpRequestException or TaskCanceledException)
            {
                // The server is away; it will be asked again.
            }

            await Task.Delay(pause, CancellationToken.None);
        }
    }
}
