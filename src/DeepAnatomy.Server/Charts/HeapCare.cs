namespace DeepAnatomy.Server.Charts;

/// <summary>
/// Collects points that are dead as soon as there are many. They live for a second and then go into a file, which makes them old for the collector:
/// left alone it lets hundreds of megabytes of them lie before it looks at them again. Looking is cheap, since points refer to nothing.
/// What charts are drawn from dies young or is large, and does not count: zooming must not set the collector going.
/// </summary>
sealed class HeapCare(TimeProvider clock) : BackgroundService
{
    /// <summary>The oldest generation.</summary>
    const int Old = 2;

    /// <summary>Bytes that may grow old since there were fewest before they are looked at.</summary>
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
                var now = GC.GetGCMemoryInfo(GCKind.Any).GenerationInfo[Old].SizeAfterBytes;
                least = Math.Min(least, now);
                if (now - least > Most)
                {
                    GC.Collect(Old, GCCollectionMode.Forced, blocking: false);
                    // It goes on beside the server; what it leaves is seen at one of the next looks.
                    least = long.MaxValue;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }
}
