using DeepAnatomy.Operations.Monitoring.Columns;
using DeepAnatomy.Operations.Monitoring.Journal;

namespace DeepAnatomy.Operations.Monitoring.Segments;

/// <summary>The files of a store: the manifest, segments, and the journal with what is in no segment.</summary>
sealed class SeriesFiles : IDisposable
{
    readonly string folder;
    readonly RunState run;
    readonly List<SegmentFile> segments = [];
    readonly FileStream? claim;
    Manifest manifest;

    SeriesFiles(string folder, RunState run, Manifest manifest, FileStream? claim)
    {
        (this.folder, this.run, this.manifest, this.claim) = (folder, run, manifest, claim);
        foreach (var name in manifest.Segments)
        {
            Restore(SegmentFile.Open(PathOf(name)), isLast: name == manifest.Segments[^1]);
        }

        Journal = JournalFile.Open(PathOf(manifest.Journal), claim is null, run.Apply);
    }

    public JournalFile Journal { get; private set; }

    public int SegmentCount => segments.Count;

    /// <exception cref="UnusableSeriesException">A file is damaged.</exception>
    /// <exception cref="IOException">The folder cannot be used, or another process does.</exception>
    public static SeriesFiles Open(string folder, RunState run, bool isReadOnly)
    {
        var claim = isReadOnly ? null : new FileStream(Path.Combine(folder, "in-use.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            var manifest = Known(folder);
            var files = new SeriesFiles(folder, run, manifest ?? Manifest.Fresh, claim);
            if (claim is not null)
            {
                files.Settle(isFresh: manifest is null);
            }

            return files;
        }
        catch
        {
            claim?.Dispose();
            throw;
        }
    }

    /// <summary>Writes what is only in the journal into a segment, and begins a new journal.</summary>
    /// <param name="state">Guards the run while it changes.</param>
    /// <exception cref="IOException">It could not be written; everything is as before.</exception>
    public void Spill(Lock state)
    {
        var live = run.AllTracks().Select(one => (one.Name, one.Track, Pieces: one.Track.Live())).Where(one => one.Pieces.Length > 0).ToArray();
        if (live.Length == 0)
        {
            return;
        }

        var segment = Write(SegmentState.Of(run), live.Select(one => new TrackPoints(one.Track.Session, one.Name, one.Pieces, [.. one.Track.Parts])));
        var journal = Begin([.. manifest.Segments, Path.GetFileName(segment.Path)]);
        lock (state)
        {
            AddPieces(segment);
            run.ForgetLive();
        }

        segments.Add(segment);
        Exchange(journal);
    }

    /// <summary>Segments that are worth being merged: the late ones that are small against each other, or all.</summary>
    public SegmentFile[] Mergeable(bool isFull)
    {
        var from = segments.Count - 1;
        for (long length = 0; from > 0 && (isFull || segments[from - 1].Length < 2 * (length += segments[from].Length));)
        {
            from--;
        }

        return from >= 0 && segments.Count - from > 1 ? [.. segments[from..]] : [];
    }

    /// <summary>Writes segments into one; changes nothing yet.</summary>
    /// <exception cref="IOException">It could not be written, or one of them is damaged.</exception>
    public static SegmentFile Merge(SegmentFile[] sources, string path)
    {
        if (sources.SelectMany(source => source.Pieces).FirstOrDefault(piece => !piece.IsWhole()) is { } damaged)
        {
            throw new UnusableSeriesException(damaged.File.Path, "points of this segment are damaged", "Restore the file from a backup, or delete the folder of series to read them again from the run's files");
        }

        var tracks =
            from piece in sources.SelectMany(source => source.Pieces)
            group piece by (piece.Track.Session, piece.Track.Name) into all
            select new TrackPoints(all.Key.Session, all.Key.Name, [.. all], all.Last().Track.Parts);
        SegmentWriter.Write(path, sources[^1].State, tracks);
        // They are let go only when nobody refers to them any more; their pages need not wait for that.
        Array.ForEach(sources, source => source.Forget());
        return SegmentFile.Open(path);
    }

    /// <summary>Puts a merged segment in the place of its sources.</summary>
    public void Exchange(SegmentFile[] sources, SegmentFile merged, Lock state)
    {
        var at = segments.IndexOf(sources[0]);
        List<SegmentFile> next = [.. segments[..at], merged, .. segments[(at + sources.Length)..]];
        (manifest with { Segments = [.. next.Select(segment => Path.GetFileName(segment.Path))] }).Write(folder);
        manifest = manifest with { Segments = [.. next.Select(segment => Path.GetFileName(segment.Path))] };
        var old = sources.SelectMany(source => source.Pieces).ToLookup(piece => (piece.Track.Session, piece.Track.Name));
        lock (state)
        {
            foreach (var piece in merged.Pieces)
            {
                run.TrackOf(piece.Track.Session, piece.Track.Name).Replace([.. old[(piece.Track.Session, piece.Track.Name)]], piece);
            }
        }

        segments.Clear();
        segments.AddRange(next);
        foreach (var source in sources)
        {
            File.Delete(source.Path);
        }
    }

    /// <summary>A name for the next segment.</summary>
    public string NextSegmentPath()
    {
        var path = PathOf($"segment-{manifest.Next:000000}.blsg");
        manifest = manifest with { Next = manifest.Next + 1 };
        return path;
    }

    public void Dispose()
    {
        Journal.Dispose();
        claim?.Dispose();
    }

    static Manifest? Known(string folder)
    {
        var manifest = Manifest.Read(folder);
        return manifest is not null || !Directory.Exists(folder) || !Directory.EnumerateFiles(folder, "*.blsg").Any()
            ? manifest
            : throw new UnusableSeriesException(Manifest.PathIn(folder), "the list of the series' files is missing", "Restore it from a backup, or delete the folder of series to read them again from the run's files");
    }

    void Settle(bool isFresh)
    {
        if (isFresh)
        {
            manifest.Write(folder);
        }

        manifest.Sweep(folder);
    }

    SegmentFile Write(SegmentState known, IEnumerable<TrackPoints> tracks)
    {
        var path = NextSegmentPath();
        SegmentWriter.Write(path, known, tracks);
        return SegmentFile.Open(path);
    }

    JournalFile Begin(string[] names)
    {
        var next = manifest with { Segments = names, Journal = $"journal-{manifest.Next:000000}.blsj", Next = manifest.Next + 1 };
        var journal = JournalFile.Open(PathOf(next.Journal), isReadOnly: false, _ => { });
        try
        {
            journal.Flush();
            next.Write(folder);
        }
        catch
        {
            journal.Dispose();
            throw;
        }

        manifest = next;
        return journal;
    }

    void Exchange(JournalFile journal)
    {
        var old = Journal;
        Journal = journal;
        old.Dispose();
        File.Delete(old.Path);
    }

    void Restore(SegmentFile segment, bool isLast)
    {
        segments.Add(segment);
        AddPieces(segment);
        if (isLast)
        {
            var known = segment.State;
            run.Restore(known.Names, known.Sessions, known.Events);
        }
    }

    void AddPieces(SegmentFile segment)
    {
        foreach (var piece in segment.Pieces)
        {
            run.TrackOf(piece.Track.Session, piece.Track.Name).Add(piece, piece.Track.Parts);
        }
    }

    string PathOf(string name) => Path.Combine(folder, name);
}
