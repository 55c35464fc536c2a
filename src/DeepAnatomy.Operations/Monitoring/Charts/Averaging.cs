using DeepAnatomy.Operations.Monitoring.Columns;

namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>Means of the finite values of a step, an epoch or so many steps, each at the last of its steps.</summary>
static class Averaging
{
    public static Line Of(Line line, Granularity granularity, EpochScale? epochs) => granularity.Kind switch
    {
        GranularityKind.Raw => line,
        GranularityKind.Iteration => Of(line, step => step),
        GranularityKind.Steps => Of(line, step => (step - 1) / granularity.Steps),
        GranularityKind.Epoch when epochs is not null => Of(line, step => EpochOf(epochs, step)),
        GranularityKind.Epoch => throw new ArgumentException("the run has not told of an epoch yet, so it has no values by epoch"),
        _ => throw new ArgumentException("there is no such granularity"),
    };

    static long EpochOf(EpochScale epochs, long step)
    {
        var at = epochs.Ends.BinarySearch(step);
        return at < 0 ? ~at : at;
    }

    static Line Of(Line line, Func<long, long> group)
    {
        var built = new LineBuilder();
        double sum = 0, other = double.NaN;
        var finite = 0;
        (int Session, long Step, long Time)? last = null;
        foreach (var slice in line.Slices)
        {
            for (var n = 0; n < slice.Count; n++)
            {
                var step = slice.Step(n);
                if (last is { } one && group(one.Step) != group(step))
                {
                    built.Add(one.Session, one.Step, one.Time, finite > 0 ? sum / finite : other);
                    (sum, finite) = (0, 0);
                }

                last = (slice.Session, step, slice.Time(n));
                var value = slice.Values[n];
                (sum, finite, other) = double.IsFinite(value) ? (sum + value, finite + 1, other) : (sum, finite, value);
            }
        }

        if (last is { } end)
        {
            built.Add(end.Session, end.Step, end.Time, finite > 0 ? sum / finite : other);
        }

        return built.Finish(line);
    }
}
