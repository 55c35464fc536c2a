namespace DeepAnatomy.Server.Runs;

/// <summary>Shows runs.</summary>
static class RunRows
{
    public static RunRow Of(RunCard card)
    {
        var (entry, summary) = (card.Entry, card.Summary);
        return new()
        {
            Id = entry.Id,
            Name = entry.Name,
            State = entry.State,
            Reason = entry.Reason,
            Source = entry.Source,
            Owner = entry.Owner,
            Created = entry.Created,
            Started = entry.Started,
            Ended = entry.Ended,
            Step = summary.Step,
            Iterations = summary.Iterations,
            Epoch = summary.Epoch,
            ActiveSeconds = summary.ActiveSeconds,
            EtaSeconds = Remaining(entry, summary),
            Metric = summary.Metric,
            Loss = summary.Loss,
            Tags = TagsOf(entry),
            Findings = summary.Findings,
            Sparkline = summary.Sparkline,
        };
    }

    public static string[] TagsOf(RunEntry entry) => entry.Tags.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    static double? Remaining(RunEntry entry, RunSummary summary) =>
        entry.State is RunState.Running && summary is { SecondsPerStep: { } pace, Iterations: > 0 } ? Math.Max(0, summary.Iterations - summary.Step) * pace : null;
}
