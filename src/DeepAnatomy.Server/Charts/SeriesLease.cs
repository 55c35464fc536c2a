using DeepAnatomy.Operations.Monitoring;

namespace DeepAnatomy.Server.Charts;

/// <summary>The series of a run, open as long as this is held.</summary>
sealed class SeriesLease(RunSeries series, Action release) : IDisposable
{
    Action? release = release;

    public RunSeries Series => series;

    public void Dispose() => Interlocked.Exchange(ref release, null)?.Invoke();
}
