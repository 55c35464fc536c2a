using DeepAnatomy.Operations.Monitoring;

namespace DeepAnatomy.Bench.Monitoring;

/// <summary>A folder of series that is gone afterwards.</summary>
sealed class SeriesFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("bench-series-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>A store with 20 series of so many steps.</summary>
    public RunSeries Filled(int steps, string name = "run")
    {
        var run = RunSeries.Open(System.IO.Path.Combine(Path, name));
        foreach (var batch in TrainingLines.Batches(steps))
        {
            run.Append(batch);
        }

        return run;
    }
}
