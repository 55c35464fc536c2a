namespace DeepAnatomy.Operations.Monitoring.Diagnosis;

/// <summary>Walks over the points of a track.</summary>
sealed class SeriesCursor
{
    readonly TrackView track;
    readonly long end;
    int piece;
    int index;

    public SeriesCursor(TrackView track, long start, long end)
    {
        (this.track, this.end, At) = (track, end, start);
        long offset = 0;
        while (piece < track.Pieces.Length && offset + track.Pieces[piece].Count <= start)
        {
            offset += track.Pieces[piece++].Count;
        }

        index = (int)(start - offset);
        Look();
    }

    public Quantity Quantity => track.Quantity;

    public string Part => track.Part;

    public int Name => track.Name;

    /// <summary>Index of the point in the track.</summary>
    public long At { get; private set; }

    public bool IsAtEnd => At >= end;

    /// <summary>Step of the point; the greatest number at the end.</summary>
    public long Step { get; private set; }

    public long Time => track.Pieces[piece].Time(index);

    public double Value => track.Pieces[piece].Values[index];

    public void Next()
    {
        At++;
        if (++index == track.Pieces[piece].Count)
        {
            (piece, index) = (piece + 1, 0);
        }

        Look();
    }

    void Look() => Step = IsAtEnd ? long.MaxValue : track.Pieces[piece].Step(index);
}
