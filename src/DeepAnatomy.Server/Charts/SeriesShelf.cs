using DeepAnatomy.Operations.Monitoring;
using DeepAnatomy.Server.Runs;

namespace DeepAnatomy.Server.Charts;

/// <summary>Opens the series of runs when they are wanted, once each, and closes those nobody has looked at for a while.</summary>
sealed class SeriesShelf(RunFolders folders, TimeProvider clock) : IDisposable
{
    const int MostOpen = 256, MostOpenIdle = 128;
    static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);
    readonly Lock gate = new();
    readonly Dictionary<string, Volume> open = new(StringComparer.Ordinal);

    /// <summary>Opens the series of a run, or makes them.</summary>
    /// <exception cref="UnusableSeriesException">They cannot be used.</exception>
    public SeriesLease Take(string run)
    {
        Volume volume;
        lock (gate)
        {
            if (!open.TryGetValue(run, out volume!))
            {
                open[run] = volume = new(folders.SeriesOf(run));
                if (open.Count > MostOpen)
                {
                    CloseIdle(TimeSpan.Zero, MostOpenIdle);
                }
            }

            volume.Holders++;
            volume.LastUsed = clock.GetTimestamp();
        }

        try
        {
            // Outside of the gate: opening a long run takes its time, and others need not wait for it.
            return new(volume.Series.Value, () => Release(volume));
        }
        catch
        {
            lock (gate)
            {
                volume.Holders--;
                open.Remove(run);
            }

            throw;
        }
    }

    /// <summary>Flushes all open series to the disk, keeps their files few, and closes those not used for a while.</summary>
    /// <exception cref="IOException">One of them could not be written; all were tried.</exception>
    public void Tidy()
    {
        Volume[] all;
        lock (gate)
        {
            CloseIdle(Idle, 0);
            all = [.. open.Values.Where(volume => volume.Series.IsValueCreated)];
            foreach (var volume in all)
            {
                volume.Holders++;
            }
        }

        IOException? first = null;
        foreach (var volume in all)
        {
            try
            {
                volume.Series.Value.Flush();
                volume.Series.Value.Tidy();
            }
            catch (IOException e)
            {
                first ??= e;
            }
            finally
            {
                Release(volume);
            }
        }

        if (first is not null)
        {
            throw first;
        }
    }

    /// <summary>Closes the series of a run that goes away, once nobody holds them.</summary>
    public void Close(string run)
    {
        lock (gate)
        {
            if (open.Remove(run, out var volume))
            {
                volume.IsRemoved = true;
                DisposeUnheld(volume);
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            foreach (var volume in open.Values.Where(volume => volume.Series.IsValueCreated))
            {
                volume.Series.Value.Dispose();
            }

            open.Clear();
        }
    }

    void Release(Volume volume)
    {
        lock (gate)
        {
            volume.Holders--;
            volume.LastUsed = clock.GetTimestamp();
            DisposeUnheld(volume);
        }
    }

    void CloseIdle(TimeSpan idle, int keep)
    {
        foreach (var (run, volume) in open.Where(entry => entry.Value.Holders == 0 && clock.GetElapsedTime(entry.Value.LastUsed) >= idle).OrderBy(entry => entry.Value.LastUsed).SkipLast(keep).ToArray())
        {
            open.Remove(run);
            volume.IsRemoved = true;
            DisposeUnheld(volume);
        }
    }

    static void DisposeUnheld(Volume volume)
    {
        if (volume is { IsRemoved: true, Holders: 0, Series.IsValueCreated: true })
        {
            volume.Series.Value.Dispose();
        }
    }

    sealed class Volume(string folder)
    {
        public Lazy<RunSeries> Series { get; } = new(() => RunSeries.Open(folder));

        public int Holders { get; set; }

        public long LastUsed { get; set; }

        public bool IsRemoved { get; set; }
    }
}
