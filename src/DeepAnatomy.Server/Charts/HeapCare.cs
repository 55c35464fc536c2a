namespace DeepAnatomy.Server.Charts;

/// <summary>
/// Collects points that are dead as soon as there are many. They live for a second and then go into a file, which makes them old for the collector:
/// left alone it lets hundreds of megabytes of them lie before it looks at them again. Looking is cheap, since points refer to nothing.
/// </summary>
sealed class HeapCare(TimeProvider clock) : BackgroundService
{
    /// <summary>Bytes that may come since the heap was smallest before it is collected.</summary>
    const long Most = 48 << 20;
    static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var least = long.MaxValue;
        using var timer = new PeriodicTimer(Pace, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var now = GC.GetTotalMemory(forceFullCollection: false);
                least = Math.Min(least, now);
                if (now - least > Most)
                {
                    GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
                    least = GC.GetTotalMemory(forceFullCollection: false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }
}
