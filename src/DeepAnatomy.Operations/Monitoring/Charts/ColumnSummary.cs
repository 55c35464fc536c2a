namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>First, least, greatest and last finite point of a column; of equals the first.</summary>
struct ColumnSummary
{
    Mark first;
    Mark least;
    Mark greatest;
    Mark last;
    bool isFilled;

    public int Column { get; set; }

    /// <summary>The first point that is not finite; drawn only where no other is.</summary>
    public double? Hole { get; set; }

    public void Add(Mark from, Mark min, Mark max, Mark to)
    {
        if (!isFilled)
        {
            (first, least, greatest, isFilled) = (from, min, max, true);
        }

        least = min.Y < least.Y ? min : least;
        greatest = max.Y > greatest.Y ? max : greatest;
        last = to;
    }

    /// <summary>Gives out what was found, in order, no point twice.</summary>
    public readonly void AddTo(PointList points)
    {
        if (!isFilled)
        {
            if (Hole is { } x)
            {
                points.Add(x, double.NaN);
            }

            return;
        }

        var (near, far) = least.Index <= greatest.Index ? (least, greatest) : (greatest, least);
        points.Add(first.X, first.Y);
        var done = Next(points, near, first.Index);
        done = Next(points, far, done);
        Next(points, last, done);
    }

    static long Next(PointList points, Mark mark, long done)
    {
        if (mark.Index <= done)
        {
            return done;
        }

        points.Add(mark.X, mark.Y);
        return mark.Index;
    }

    /// <summary>A point and its place in the line.</summary>
    public readonly record struct Mark(long Index, double X, double Y);
}
