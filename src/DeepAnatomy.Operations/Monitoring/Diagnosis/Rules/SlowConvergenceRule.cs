namespace DeepAnatomy.Operations.Monitoring.Diagnosis.Rules;

/// <summary>H10: after 30 % of the plan the metric has risen by less than 0.01 in every single epoch, and is below its target.</summary>
sealed class SlowConvergenceRule() : Rule("H10", 1)
{
    const double Increment = 0.01;

    public override void OnRewind(RunReading run, long step) => Clear(step);

    public override void OnEpoch(RunReading run)
    {
        var epochs = run.Epochs;
        var last = epochs.Last;
        if (epochs.Share < 0.3 || epochs.Count < 5 || last.SmoothMetric.Count < 5)
        {
            return;
        }

        if (last.BestIncrement < Increment && last.BestMetric < run.Target)
        {
            Raise(FindingSeverity.Info, epochs.Back(epochs.Count - 1)!.Step, last.Step, ["case_dice"], new(
                $"Slow: in no epoch has the metric risen by {Say.En(Increment)} or more, and it is at {Say.En(last.BestMetric)} (target {Say.En(run.Target)}).",
                "A higher learning rate, a longer plan, or a pretrained network.",
                $"Langsam: In keiner Epoche ist die Metrik um {Say.De(Increment)} oder mehr gestiegen, und sie ist bei {Say.De(last.BestMetric)} (Ziel {Say.De(run.Target)}).",
                "Eine höhere Lernrate, ein längerer Plan oder ein vortrainiertes Netz."),
                ("best", last.BestMetric), ("increment", last.BestIncrement));
        }
        else
        {
            Clear(last.Step);
        }
    }
}
