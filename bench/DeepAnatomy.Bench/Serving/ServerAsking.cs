using System.Diagnostics;
using DeepAnatomy.Bench.Monitoring;

namespace DeepAnatomy.Bench.Serving;

/// <summary>Asks a server again and again, one request after the other.</summary>
static class ServerAsking
{
    /// <summary>All 20 series of a run, smoothed, as its page shows them first.</summary>
    public static string FirstChart(string run) => $"/api/query?run={run}{string.Concat(TrainingLines.Names.Select(name => $"&series={name}"))}&columns=1600&smooth=ema&amount=0.98";

    /// <summary>Three smoothed series at a random place.</summary>
    public static string Zoom(string run, Random chance, int steps)
    {
        var (a, b) = (chance.NextDouble() * steps, chance.NextDouble() * steps);
        return FormattableString.Invariant($"/api/query?run={run}&series=loss&series=loss.dice&series=gradient_norm&columns=1600&smooth=ema&amount=0.98&from={Math.Min(a, b):0.###}&to={Math.Max(a, b):0.###}");
    }

    /// <param name="server">Whom.</param>
    /// <param name="times">How often; five times more before, which do not count.</param>
    /// <param name="address">Of the n-th request.</param>
    /// <param name="percentile">Which time is told, for example 0.95.</param>
    /// <param name="result">Condenses an answer; not timed.</param>
    public static Measurement Of(ServerProcess server, int times, Func<string> address, double percentile, Func<byte[], double> result)
    {
        const int WarmUp = 5;
        var (seconds, last, before) = (new double[times], Array.Empty<byte>(), 0d);
        for (var n = -WarmUp; n < times; n++)
        {
            if (n == 0)
            {
                before = server.CpuSeconds;
            }

            var at = address();
            var start = Stopwatch.GetTimestamp();
            last = server.Get(at);
            if (n >= 0)
            {
                seconds[n] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
        }

        var cpu = (server.CpuSeconds - before) / times;
        Array.Sort(seconds);
        return new(seconds[Math.Min(times - 1, (int)(percentile * times))], seconds[0], times, result(last), PeakBytes: server.PeakBytes, CpuSeconds: cpu);
    }
}
