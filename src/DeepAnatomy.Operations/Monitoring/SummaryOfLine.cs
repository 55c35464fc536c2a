using DeepAnatomy.Operations.Monitoring.Charts;
using DeepAnatomy.Operations.Monitoring.Columns;

namespace DeepAnatomy.Operations.Monitoring;

/// <summary>Condenses a line.</summary>
static class SummaryOfLine
{
    public static SeriesSummary Of(string name, Line line, long kept)
    {
        double min = double.NaN, max = double.NaN;
        long minStep = 0, maxStep = 0, nonFinite = 0;
        foreach (var slice in line.Slices)
        {
            var values = slice.Values;
            var found = BlockExtremes.Of(slice, values, 0, slice.Count);
            nonFinite += found.NonFinite;
            if (found.MinAt >= 0 && !(values[found.MinAt] >= min))
            {
                (min, minStep) = (values[found.MinAt], slice.Step(found.MinAt));
            }

            if (found.MaxAt >= 0 && !(values[found.MaxAt] <= max))
            {
                (max, maxStep) = (values[found.MaxAt], slice.Step(found.MaxAt));
            }
        }

        var last = line.Slices[^1];
        return new(
            name, line.Count, kept, last.Step(last.Count - 1), new(last.Time(last.Count - 1), TimeSpan.Zero), last.Values[last.Count - 1],
            min, minStep, max, maxStep, nonFinite, SeriesMeaning.IsHigherBetter(name), SeriesMeaning.Unit(name));
    }
}
