namespace DeepAnatomy.Operations.Monitoring;

// How the files of a run are kept few and memory small.
public sealed partial class RunSeries
{
    readonly Lock compacting = new();
    long spillAt;

    /// <summary>Merges files that have become many; does nothing where they have not. Call it now and then from a thread that may wait; appending and queries go on meanwhile.</summary>
    /// <exception cref="IOException">The disk is full, or a file is damaged; everything is as before.</exception>
    public void Tidy()
    {
        bool isWorth;
        lock (writing)
        {
            isWorth = !options.IsReadOnly && files.SegmentCount > options.Segments;
        }

        if (isWorth)
        {
            Merge(isFull: false);
        }
    }

    /// <summary>Brings the points that are in memory into a file.</summary>
    /// <exception cref="IOException">It cannot be written; everything is as before.</exception>
    /// <exception cref="InvalidOperationException">The series are opened for reading only.</exception>
    public void Spill()
    {
        if (options.IsReadOnly)
        {
            throw new InvalidOperationException("The series are opened for reading only.");
        }

        lock (writing)
        {
            files.Spill(state);
            spillAt = 0;
        }
    }

    /// <summary>Brings everything into one file: for a run that has ended, so that it opens at once.</summary>
    /// <exception cref="IOException">The disk is full, or a file is damaged; everything is as before.</exception>
    /// <exception cref="InvalidOperationException">The series are opened for reading only.</exception>
    public void Compact()
    {
        Spill();
        Merge(isFull: true);
    }

    void Merge(bool isFull)
    {
        lock (compacting)
        {
            Segments.SegmentFile[] sources;
            string path;
            lock (writing)
            {
                sources = files.Mergeable(isFull);
                path = files.NextSegmentPath();
            }

            if (sources.Length == 0)
            {
                return;
            }

            var merged = Segments.SeriesFiles.Merge(sources, path);
            lock (writing)
            {
                files.Exchange(sources, merged, state);
            }
        }
    }

    // A segment that cannot be written is tried again later; until then its points stay in memory and in the journal.
    void SpillWhenFull()
    {
        if (run.LivePoints < Math.Max(options.LivePoints, spillAt))
        {
            return;
        }

        try
        {
            Spill();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            trouble = error.Message;
            spillAt = run.LivePoints + (options.LivePoints / 4);
        }
    }
}
