using System.Collections.Immutable;
using DeepAnatomy.Operations.Monitoring;
using DeepAnatomy.Operations.Monitoring.Charts;

namespace DeepAnatomy.Server.Runs;

/// <summary>Condenses the curves of a run for the list.</summary>
static class SummaryReader
{
    const int SparkColumns = 15, MostSparkPoints = 60, SparkDigits = 5;
    static readonly string[] Metrics = ["case_dice", "validation_dice", "val_dice", "patch_dice_estimate"];

    public static RunSummary Of(RunSeries series, ImmutableArray<FindingChip> findings)
    {
        var sessions = series.Sessions;
        var loss = series.Summary("loss");
        var metric = Metrics.Select(series.Summary).FirstOrDefault(found => found is not null);
        var step = sessions.Length > 0 ? sessions[^1].LastStep : 0;
        var last = sessions.LastOrDefault();
        var steps = last is null ? 0 : last.LastStep - last.StartStep;
        return new()
        {
            Step = step,
            Iterations = sessions.Select(session => session.Iterations).LastOrDefault(iterations => iterations > 0),
            Epoch = Finite(series.Summary("epoch")?.LastValue),
            ActiveSeconds = sessions.Sum(session => Math.Max(0, (session.LastHeard - session.Started).TotalSeconds)),
            SecondsPerStep = steps > 0 ? (last!.LastHeard - last.Started).TotalSeconds / steps : null,
            Metric = metric is null ? null : new(metric.Name, Finite(metric.LastValue), Finite(metric.Best), double.IsFinite(metric.Best) ? metric.BestStep : null),
            Loss = Finite(loss?.LastValue),
            Sparkline = Spark(series, metric is { Points: > 1 } ? metric.Name : "loss"),
            Findings = findings,
        };
    }

    static ImmutableArray<double?> Spark(RunSeries series, string name)
    {
        var line = series.Query([name], new() { Columns = SparkColumns }).Entries.FirstOrDefault(entry => !entry.IsSuperseded);
        return line is null ? [] : [.. line.Y.Take(MostSparkPoints).Select(value => Finite(Short(value)))];
    }

    // A picture of some pixels needs no seventeen digits; a thousand of them are half of the list.
    static double Short(double value)
    {
        var digits = SparkDigits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return value != 0 && double.IsFinite(value) && digits is >= 0 and <= 15 ? Math.Round(value, digits) : value;
    }

    static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
