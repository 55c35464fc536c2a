namespace DeepAnatomy.Operations.Monitoring.Diagnosis.Rules;

/// <summary>H7: the smoothed metric (without one the smoothed loss) has not improved by more than one and a half times its noise for a tenth of the plan, while the learning rate is still above a tenth of its greatest; a warning at twice that.</summary>
sealed class PlateauRule() : Rule("H7", 1)
{
    // Smoothed values of a short window still move by half of the noise.
    const double NoiseShare = 1.5;
    double best = double.NaN;
    int bestAt;
    long bestStep;

    public override void OnRewind(RunReading run, long step)
    {
        (best, bestAt) = (double.NaN, 0);
        Clear(step);
    }

    public override void OnEpoch(RunReading run)
    {
        var epochs = run.Epochs;
        var last = epochs.Last;
        var hasMetric = last.SmoothMetric.Count > 0;
        var value = hasMetric ? last.SmoothMetric.Value : -last.SmoothTrain.Value;
        var noise = Robust.Noise([.. epochs.Latest(20).Select(epoch => hasMetric ? epoch.Metric : epoch.Train)]);
        var least = Math.Max(hasMetric ? 1e-3 : 1e-3 * Math.Max(0, last.Drop), double.IsNaN(noise) ? 0 : NoiseShare * noise);
        if (double.IsNaN(best) || value > best + least)
        {
            (best, bestAt, bestStep) = (value, last.Number, last.Step);
            Clear(last.Step);
            return;
        }

        var patience = Math.Max(epochs.Window, epochs.Planned / 10);
        var waited = last.Number - bestAt;
        if (waited >= patience && run.IsRateHigh)
        {
            Report(run, waited >= 2 * patience ? FindingSeverity.Warning : FindingSeverity.Info, waited, hasMetric ? "case_dice" : "loss");
        }
    }

    void Report(RunReading run, FindingSeverity severity, int waited, string series) =>
        Raise(severity, bestStep, run.Epochs.Last.Step, [series], new(
            $"Nothing has improved for {waited} epochs (since step {bestStep}), while the learning rate is still {Say.En(run.Rate)}.",
            "Lower the learning rate now, or stop and keep the best checkpoint.",
            $"Seit {waited} Epochen (seit Schritt {bestStep}) hat sich nichts verbessert, und die Lernrate ist noch {Say.De(run.Rate)}.",
            "Jetzt die Lernrate senken, oder anhalten und den besten Checkpoint behalten."),
            ("best", Math.Abs(best)), ("epochs", waited), ("learningRate", run.Rate));
}
