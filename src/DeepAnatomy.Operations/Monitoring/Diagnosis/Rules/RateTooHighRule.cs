namespace DeepAnatomy.Operations.Monitoring.Diagnosis.Rules;

/// <summary>
/// H5: the metric swings (a peak and the trough after it differ by 0.03 or more, and stand out of the noise) in a fifth of the epochs or more, after 30 % of the plan;
/// or the weights change by more than a hundredth a step (median of 20 readings, after 5 % of the plan).
/// </summary>
sealed class RateTooHighRule() : Rule("H5", 1)
{
    const double Swing = 0.03;
    const double Ratio = 1e-2;
    readonly Ring ratios = new(20);
    int readings;

    public override void OnRewind(RunReading run, long step)
    {
        ratios.Clear();
        readings = 0;
        Clear(step, "ratio");
    }

    public override void OnStep(RunReading run, StepReading step)
    {
        if (step.UpdateRatios.Count == 0)
        {
            return;
        }

        ratios.Add(step.UpdateRatio);
        readings++;
        if (!ratios.IsFull || readings % 10 != 0 || step.Step < 0.05 * run.Session.Iterations)
        {
            return;
        }

        var median = ratios.Median;
        if (median > Ratio)
        {
            RaiseAbout("ratio", FindingSeverity.Warning, step.Step, step.Step, [.. step.UpdateRatios.Select(update => $"update_ratio.{update.Name}")], new(
                $"The weights change by {Say.En(median)} of their length a step; about 0.001 is usual. The learning rate of {Say.En(run.Rate)} is too high.",
                "Use a third of the learning rate, or a longer warm-up.",
                $"Die Gewichte ändern sich je Schritt um {Say.De(median)} ihrer Länge; üblich ist etwa 0,001. Die Lernrate von {Say.De(run.Rate)} ist zu hoch.",
                "Ein Drittel der Lernrate verwenden oder länger aufwärmen."),
                ("learningRate", run.Rate), ("updateRatio", median));
        }
        else if (median < 0.7 * Ratio)
        {
            Clear(step.Step, "ratio");
        }
    }

    public override void OnEpoch(RunReading run)
    {
        var epochs = run.Epochs;
        var window = Math.Max(10, 2 * epochs.Window);
        if (epochs.Share < 0.3 || epochs.Count < window)
        {
            return;
        }

        var metric = epochs.Latest(window).Select(epoch => epoch.Metric).Where(double.IsFinite).ToArray();
        var swings = Swings(metric);
        if (metric.Length == window && swings >= 0.2 * window)
        {
            Raise(FindingSeverity.Warning, epochs.Back(window - 1)!.Step, epochs.Last.Step, ["case_dice"], new(
                $"The metric swings up and down by {Say.En(Swing)} or more {swings} times in the last {window} epochs. The learning rate is {Say.En(run.Rate)}.",
                "Use a third of the learning rate, a larger batch, or an average of the weights.",
                $"Die Metrik schwankt in den letzten {window} Epochen {swings}-mal um {Say.De(Swing)} oder mehr auf und ab. Die Lernrate ist {Say.De(run.Rate)}.",
                "Ein Drittel der Lernrate, einen größeren Batch oder gemittelte Gewichte verwenden."),
                ("epochs", window), ("learningRate", run.Rate), ("swings", swings));
        }
        else if (swings < 0.1 * window)
        {
            Clear(epochs.Last.Step);
        }
    }

    static int Swings(double[] values)
    {
        var swings = 0;
        for (var n = 1; n + 1 < values.Length; n++)
        {
            if (values[n] > values[n - 1] && values[n] >= values[n + 1])
            {
                var trough = n + 1;
                while (trough + 1 < values.Length && values[trough + 1] < values[trough])
                {
                    trough++;
                }

                swings += values[n] - values[trough] >= Swing ? 1 : 0;
            }
        }

        return swings;
    }
}
