using System.Diagnostics;
using DeepAnatomy.Operations.Monitoring;

namespace DeepAnatomy.Bench.Monitoring;

/// <summary>Taking in what trainers report: parse, check, write to the file, keep in memory, write segments.</summary>
sealed class IngestBenchmark : IBenchmark
{
    public const string Sqlite = "SQLite, one table (Python, executemany)";
    const int Steps = 250_000;

    public string Name => "series-ingest";

    public string Work => "taking in 5 M points of 20 series as lines, to the disk";

    public string PeerName => Sqlite;

    public double? TargetRatio => null;

    public Measurement Product()
    {
        var batches = TrainingLines.Batches(Steps);
        return Measurement.Of(() => TakeIn(batches), sum => sum, runs: 3);
    }

    public Measurement? Peer() => TakenInBySqlite(Steps);

    /// <summary>The same lines into a table of SQLite, as tracking servers keep metrics.</summary>
    public static Measurement? TakenInBySqlite(int steps)
    {
        var file = Path.GetTempFileName();
        try
        {
            using (var lines = File.Create(file))
            {
                foreach (var batch in TrainingLines.Batches(steps))
                {
                    lines.Write(batch);
                }
            }

            return PythonPeer.Run("series.py", file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    static double TakeIn(List<byte[]> batches)
    {
        using var folder = new SeriesFolder();
        using var run = RunSeries.Open(folder.Path);
        var flushed = Stopwatch.GetTimestamp();
        foreach (var batch in batches)
        {
            if (run.Append(batch).Problem is { } problem)
            {
                throw new InvalidOperationException(problem.Text);
            }

            // As a server does it.
            if (Stopwatch.GetElapsedTime(flushed).TotalSeconds > 1)
            {
                run.Flush();
                flushed = Stopwatch.GetTimestamp();
            }
        }

        return TrainingLines.Names.Sum(name => (double)run.Summary(name)!.Points);
    }
}
