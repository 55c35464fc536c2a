using DeepAnatomy.Operations.Monitoring.Columns;

namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>Makes a line of new points.</summary>
sealed class LineBuilder
{
    readonly List<Slice> slices = [];
    HeapColumns points = new();
    int session;

    public void Add(int ofSession, long step, long time, double value)
    {
        if (ofSession != session)
        {
            Close();
            session = ofSession;
        }

        points.Append(step, time, value);
    }

    public Line Finish(Line like)
    {
        Close();
        return like with { Slices = [.. slices] };
    }

    void Close()
    {
        if (points.Count > 0)
        {
            slices.AddRange(points.Snapshot().Select(piece => new Slice(piece, 0, piece.Count, session)));
            points = new();
        }
    }
}
