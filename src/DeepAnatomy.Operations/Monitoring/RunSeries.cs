using System.Collections.Immutable;
using DeepAnatomy.Operations.Monitoring.Columns;
using DeepAnatomy.Operations.Monitoring.Journal;
using DeepAnatomy.Operations.Monitoring.Lines;
using DeepAnatomy.Operations.Monitoring.Segments;

namespace DeepAnatomy.Operations.Monitoring;

/// <summary>
/// The series of one run: every point that its trainer reported, at full precision, in append-only files of one folder.
/// Safe for many threads: appending takes turns, queries read what was there when they began.
/// </summary>
public sealed partial class RunSeries : IDisposable
{
    readonly Lock writing = new();
    readonly Lock state = new();
    readonly RunState run = new();
    readonly SeriesOptions options;
    readonly LineParser parser;
    readonly ByteBuffer block = new();
    readonly SeriesFiles files;
    string trouble = "";
    long revision;
    bool isDirty;

    RunSeries(string folder, SeriesOptions options)
    {
        (Folder, this.options) = (folder, options);
        parser = new(run.Names);
        files = SeriesFiles.Open(folder, run, options.IsReadOnly);
    }

    /// <summary>Opens the folder of a run's series, or makes it.</summary>
    /// <param name="folder">Owned by the store: nobody else writes there.</param>
    /// <param name="options">Null for the defaults. For reading only nothing need be there, and what a failed machine left torn is passed over.</param>
    /// <exception cref="UnusableSeriesException">The folder cannot be used: no permission, in use by another process, or a file in it is not a store's.</exception>
    public static RunSeries Open(string folder, SeriesOptions? options = null)
    {
        options ??= new();
        try
        {
            if (!options.IsReadOnly)
            {
                Directory.CreateDirectory(folder);
            }

            return new(folder, options);
        }
        catch (Exception error) when (error is IOException and not UnusableSeriesException or UnauthorizedAccessException)
        {
            throw new UnusableSeriesException(folder, $"the series cannot be opened ({error.Message.TrimEnd('.')})", "See to it that the folder is writable and that no other server uses it", error);
        }
    }

    /// <summary>Where the files are.</summary>
    public string Folder { get; }

    /// <summary>Rises with every batch that brought something new.</summary>
    public long Revision => Interlocked.Read(ref revision);

    /// <summary>Whether they were opened for reading only.</summary>
    public bool IsReadOnly => options.IsReadOnly;

    /// <summary>Whether lines are taken, and why not.</summary>
    public StoreState State => new(!options.IsReadOnly && trouble.Length == 0, options.IsReadOnly ? "opened for reading only" : trouble);

    /// <summary>Points that are in memory because no file but the journal has them; 24 bytes each.</summary>
    public long LivePoints
    {
        get
        {
            lock (state)
            {
                return run.LivePoints;
            }
        }
    }

    /// <summary>Names of all series, sorted.</summary>
    public ImmutableArray<string> Names
    {
        get
        {
            lock (state)
            {
                return [.. Enumerable.Range(0, run.KeptNames).Where(id => run.Tracks(id).Count > 0).Select(id => run.Names[id]).Order(StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>All sessions by number.</summary>
    public ImmutableArray<Session> Sessions
    {
        get
        {
            lock (state)
            {
                return [.. run.Sessions.Select(session => session.ToSession())];
            }
        }
    }

    /// <summary>Lines that are no points, in the order they came.</summary>
    /// <param name="after">How many to pass over: the count the caller has already.</param>
    public ImmutableArray<RunEvent> Events(int after = 0)
    {
        lock (state)
        {
            return [.. run.Events.Skip(after)];
        }
    }

    /// <summary>Takes whole lines of one session, in order. Lines that are there already count as taken; at the first that cannot be taken it stops and says why.</summary>
    /// <param name="lines">JSON lines of the run protocol, UTF-8; every line ends with <c>\n</c>, the last may do without.</param>
    /// <param name="sourceOffset">Bytes of the session's file up to the end of <paramref name="lines"/>, kept with them for <see cref="FileFollower"/>; negative for none.</param>
    public Acknowledgement Append(ReadOnlySpan<byte> lines, long sourceOffset = -1)
    {
        lock (writing)
        {
            try
            {
                var batch = new BatchReading(parser, block, run);
                var answer = batch.Read(lines);
                if (answer.Problem is null && sourceOffset >= 0 && answer.Session > 0)
                {
                    RowWriter.SourceOffset(block, answer.Session, sourceOffset);
                }

                return answer.Accepted > 0 || sourceOffset >= 0 && block.Length > 0 ? Keep(answer) : answer;
            }
            finally
            {
                block.Release();
            }
        }
    }

    /// <summary>Forces what was appended to the disk; call it about once a second.</summary>
    public void Flush()
    {
        JournalFile journal;
        lock (writing)
        {
            if (!isDirty)
            {
                return;
            }

            (journal, isDirty) = (files.Journal, false);
        }

        // Outside of the lock: a slow disk must not hold up those who append.
        try
        {
            journal.Flush();
        }
        catch (ObjectDisposedException)
        {
            // Meanwhile everything in it has gone into a segment, which is on the disk.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            lock (writing)
            {
                (isDirty, trouble) = (true, error.Message);
            }
        }
    }

    /// <summary>Flushes and closes the files.</summary>
    public void Dispose()
    {
        if (!options.IsReadOnly)
        {
            Flush();
        }

        options.Smoothed.Forget(this);
        files.Dispose();
    }

    Acknowledgement Keep(Acknowledgement answer)
    {
        if (options.IsReadOnly)
        {
            return Refused(answer, "The series are opened for reading only.");
        }

        try
        {
            PrependNames();
            files.Journal.Append(block.Span);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            trouble = error.Message;
            return Refused(answer, $"The series cannot be written: {error.Message}");
        }

        trouble = "";
        isDirty = true;
        lock (state)
        {
            run.Apply(block.Span);
        }

        Interlocked.Increment(ref revision);
        SpillWhenFull();
        return answer;
    }

    Acknowledgement Refused(Acknowledgement answer, string reason) =>
        new(answer.Session, run.FindSession(answer.Session)?.Acknowledged ?? 0, 0, answer.Duplicates, new(LineProblemKind.NotWritable, 0, reason));

    // Names come first, so that the rows behind them find their numbers.
    void PrependNames()
    {
        if (run.Names.Count == run.KeptNames)
        {
            return;
        }

        var rows = block.Span.ToArray();
        block.Clear();
        for (var id = run.KeptNames; id < run.Names.Count; id++)
        {
            RowWriter.Name(block, run.Names[id]);
        }

        block.Raw(rows);
    }
}
