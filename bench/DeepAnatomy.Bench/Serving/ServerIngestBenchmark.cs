using System.Diagnostics;
using DeepAnatomy.Bench.Monitoring;

namespace DeepAnatomy.Bench.Serving;

/// <summary>Sending points to the server over HTTP, in batches of about a megabyte of lines, from trainings at the same time.</summary>
/// <param name="senders">How many trainings share the points.</param>
sealed class ServerIngestBenchmark(int senders) : IBenchmark
{
    const int Steps = 250_000;

    public string Name => $"server-ingest-{senders}";

    public string Work => $"taking in 5 M points of 20 series over HTTP, {(senders == 1 ? "one sender" : $"{senders} senders")}";

    public string PeerName => IngestBenchmark.Sqlite;

    public double? TargetRatio => null;

    public Measurement Product()
    {
        const int Runs = 3;
        using var folder = new SeriesFolder();
        using var server = ServerProcess.Start(folder.Path);
        var batches = TrainingLines.Batches(Steps / senders);
        var (seconds, cpu, points) = (new double[Runs], double.PositiveInfinity, 0d);
        for (var n = -1; n < Runs; n++)
        {
            var runs = Enumerable.Range(0, senders).Select(sender => server.Register($"{n}-{sender}")).ToArray();
            var (start, before) = (Stopwatch.GetTimestamp(), server.CpuSeconds);
            Task.WhenAll(runs.Select(run => Task.Run(() => server.SendAsync(run, batches)))).GetAwaiter().GetResult();
            if (n >= 0)
            {
                seconds[n] = Stopwatch.GetElapsedTime(start).TotalSeconds;
                cpu = Math.Min(cpu, server.CpuSeconds - before);
                points = runs.Sum(server.Points);
            }
        }

        Array.Sort(seconds);
        return new(seconds[Runs / 2], seconds[0], Runs, points, PeakBytes: server.PeakBytes, CpuSeconds: cpu);
    }

    public Measurement? Peer() => IngestBenchmark.TakenInBySqlite(Steps);
}
