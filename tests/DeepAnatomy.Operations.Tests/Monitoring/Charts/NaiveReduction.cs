using DeepAnatomy.Operations.Monitoring.Charts;

namespace DeepAnatomy.Operations.Tests.Monitoring.Charts;

/// <summary>First, least, greatest and last finite point of every column, point by point.</summary>
static class NaiveReduction
{
    public static (List<double> X, List<double> Y) Of(double[] x, double[] y, double from, double to, int columns)
    {
        List<double> outX = [], outY = [];
        var inRange = Enumerable.Range(0, x.Length).Where(n => x[n] >= from && x[n] <= to);
        foreach (var column in inRange.GroupBy(n => to > from ? Math.Min(columns - 1, (int)Math.Floor((x[n] - from) / (to - from) * columns)) : 0))
        {
            var finite = column.Where(n => double.IsFinite(y[n])).ToArray();
            if (finite.Length == 0)
            {
                outX.Add(x[column.First()]);
                outY.Add(double.NaN);
                continue;
            }

            foreach (var n in new[] { finite[0], finite.MinBy(n => y[n]), finite.MaxBy(n => y[n]), finite[^1] }.Distinct().Order())
            {
                outX.Add(x[n]);
                outY.Add(y[n]);
            }
        }

        return (outX, outY);
    }

    /// <summary>Points in the range, without those beside it.</summary>
    public static (double[] X, double[] Y) Inside(AnswerEntry entry, double from, double to)
    {
        var inside = Enumerable.Range(0, entry.X.Length).Where(n => entry.X[n] >= from && entry.X[n] <= to).ToArray();
        return ([.. inside.Select(n => entry.X[n])], [.. inside.Select(n => entry.Y[n])]);
    }
}
