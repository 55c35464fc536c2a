namespace DeepAnatomy.Operations.Monitoring.Diagnosis.Rules;

/// <summary>H6: the weights hardly change (median update ratio below 1e−4), and the loss falls steadily (Kendall's τ below −0.8) but by less than 1 ‰ of what is left each epoch.</summary>
sealed class RateTooLowRule() : Rule("H6", 1)
{
    const double Ratio = 1e-4;
    const double Progress = 1e-3;
    readonly Ring ratios = new(50);

    public override void OnRewind(RunReading run, long step) => ratios.Clear();

    public override void OnStep(RunReading run, StepReading step)
    {
        if (step.UpdateRatios.Count > 0)
        {
            ratios.Add(step.UpdateRatio);
        }
    }

    public override void OnEpoch(RunReading run)
    {
        var epochs = run.Epochs;
        var window = epochs.Window;
        if (ratios.Count < 10 || epochs.Count < window || !run.IsRateHigh)
        {
            return;
        }

        var median = ratios.Median;
        var smooth = epochs.Latest(window).Select(epoch => epoch.SmoothTrain.Value).ToArray();

        // What a loss can reach is not known: zero for most, and a loss that is negative already (Dice) goes to −1.
        var left = Math.Abs(smooth[^1] - (smooth[^1] < 0 ? -1 : 0));
        var progress = (smooth[0] - smooth[^1]) / Math.Max(1, window - 1);
        if (median < Ratio && Robust.Trend(smooth) < -0.8 && progress < Progress * left)
        {
            Raise(FindingSeverity.Info, epochs.Back(window - 1)!.Step, epochs.Last.Step, ["loss"], new(
                $"The loss falls steadily but slowly ({Say.En(progress)} an epoch), and the weights change by only {Say.En(median)} of their length a step. The learning rate of {Say.En(run.Rate)} may be too low.",
                "Try three times the learning rate.",
                $"Der Loss fällt stetig, aber langsam ({Say.De(progress)} je Epoche), und die Gewichte ändern sich je Schritt nur um {Say.De(median)} ihrer Länge. Die Lernrate von {Say.De(run.Rate)} ist vielleicht zu niedrig.",
                "Die dreifache Lernrate versuchen."),
                ("learningRate", run.Rate), ("progress", progress), ("updateRatio", median));
        }
        else if (median > 1.5 * Ratio || progress > 1.5 * Progress * left)
        {
            Clear(epochs.Last.Step);
        }
    }
}
