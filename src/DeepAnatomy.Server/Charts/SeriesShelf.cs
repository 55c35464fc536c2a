using DeepAnatomy.Operations.Monitoring;
using DeepAnatomy.Operations.Monitoring.Charts;
using DeepAnatomy.Server.Runs;

namespace DeepAnatomy.Server.Charts;

/// <summary>Opens the series of runs when they are wanted, once each, and closes those nobody has looked at for a while. All of them together keep their memory within bounds.</summary>
sealed class SeriesShelf(RunFolders folders, TimeProvider clock) : IDisposable
{
    const int MostOpen = 256, MostOpenIdle = 128;
    static readonly TimeSpan Idle = TimeSpan.FromMinutes(10), ReadOnlyRest = TimeSpan.FromSeconds(5);
    readonly Lock gate = new();
    readonly Dictionary<string, SeriesVolume> open = new(StringComparer.Ordinal);
    readonly SeriesOptions options = new() { LivePoints = 1 << 19, Segments = 6, Smoothed = new SmoothingCache(32 << 20) };

    /// <summary>Opens the series of a run, or makes them.</summary>
    /// <exception cref="UnusableSeriesException">They cannot be used, or not be written.</exception>
    public SeriesLease Take(string run)
    {
        while (true)
        {
            var lease = Lease(run, mayBeReadOnly: false);
            if (!lease.Series.IsReadOnly)
            {
                return lease;
            }

            // Somebody who only looks opened them at the same moment; the next turn opens them anew.
            lease.Dispose();
        }
    }

    /// <summary>Opens the series of a run to look at them; where nothing can be written now, this is what is there.</summary>
    /// <exception cref="UnusableSeriesException">They cannot be used.</exception>
    public SeriesLease Look(string run) => Lease(run, mayBeReadOnly: true);

    /// <summary>Flushes all open series to the disk, keeps their files few and their memory small, and closes those not used for a while.</summary>
    /// <exception cref="IOException">One of them could not be written; all were tried.</exception>
    public void Tidy()
    {
        SeriesVolume[] all;
        lock (gate)
        {
            CloseIdle(Idle, 0);
            all = [.. open.Values.Where(volume => volume.Series is { IsValueCreated: true, Value.IsReadOnly: false })];
            foreach (var volume in all)
            {
                volume.Holders++;
            }
        }

        List<IOException> failures = [];
        try
        {
            foreach (var volume in all)
            {
                Tried(volume.Series.Value.Flush, failures);
                Tried(volume.Series.Value.Tidy, failures);
            }

            foreach (var volume in LiveMemory.Surplus(all))
            {
                Tried(volume.Series.Value.Spill, failures);
            }
        }
        finally
        {
            Array.ForEach(all, Release);
        }

        if (failures.Count > 0)
        {
            throw failures[0];
        }
    }

    /// <summary>Closes the series of a run that goes away, once nobody holds them.</summary>
    public void Close(string run)
    {
        lock (gate)
        {
            if (open.TryGetValue(run, out var volume))
            {
                Remove(run, volume);
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

    SeriesLease Lease(string run, bool mayBeReadOnly)
    {
        SeriesVolume volume;
        lock (gate)
        {
            if (open.TryGetValue(run, out volume!) && volume.Series is { IsValueCreated: true, Value.IsReadOnly: true } && (!mayBeReadOnly || clock.GetElapsedTime(volume.Opened) > ReadOnlyRest))
            {
                // The disk may take changes again.
                Remove(run, volume);
                volume = null!;
            }

            if (volume is null)
            {
                open[run] = volume = new(() => Open(run, mayBeReadOnly)) { Opened = clock.GetTimestamp() };
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
                if (open.GetValueOrDefault(run) == volume)
                {
                    open.Remove(run);
                }
            }

            throw;
        }
    }

    RunSeries Open(string run, bool mayBeReadOnly)
    {
        try
        {
            return RunSeries.Open(folders.SeriesOf(run), options);
        }
        catch (UnusableSeriesException error) when (mayBeReadOnly && error.IsReadable)
        {
            return RunSeries.Open(folders.SeriesOf(run), options with { IsReadOnly = true });
        }
    }

    static void Tried(Action work, List<IOException> failures)
    {
        try
        {
            work();
        }
        catch (IOException error)
        {
            failures.Add(error);
        }
        catch (UnauthorizedAccessException error)
        {
            failures.Add(new(error.Message, error));
        }
    }

    void Release(SeriesVolume volume)
    {
        lock (gate)
        {
            volume.Holders--;
            volume.LastUsed = clock.GetTimestamp();
            volume.CloseUnheld();
        }
    }

    void CloseIdle(TimeSpan idle, int keep)
    {
        foreach (var (run, volume) in open.Where(entry => entry.Value.Holders == 0 && clock.GetElapsedTime(entry.Value.LastUsed) >= idle).OrderBy(entry => entry.Value.LastUsed).SkipLast(keep).ToArray())
        {
            Remove(run, volume);
        }
    }

    void Remove(string run, SeriesVolume volume)
    {
        open.Remove(run);
        volume.IsRemoved = true;
        volume.CloseUnheld();
    }
}
