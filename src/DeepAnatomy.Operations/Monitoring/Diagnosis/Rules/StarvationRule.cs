namespace DeepAnatomy.Operations.Monitoring.Diagnosis.Rules;

/// <summary>H14: steps wait for their data for more than 30 % of their time (median of 200 steps). Clears below 20 %.</summary>
sealed class StarvationRule() : Rule("H14", 1)
{
    const double Much = 0.3;
    const double Little = 0.2;
    readonly Ring shares = new(200);
    int count;

    public override void OnSession(RunReading run)
    {
        shares.Clear();
        Clear(run.Session.StartStep);
    }

    public override void OnStep(RunReading run, StepReading step)
    {
        if (step[Quantity.DataWait] is not { } wait || step[Quantity.StepTime] is not { } time || !(time > 0))
        {
            return;
        }

        shares.Add(wait / time);
        if (!shares.IsFull || ++count % 20 != 0)
        {
            return;
        }

        var share = shares.Median;
        if (share > Much)
        {
            Raise(FindingSeverity.Info, Math.Max(1, step.Step - 199), step.Step, ["data_wait_ms", "step_ms"], new(
                $"Steps wait for their data for {Say.Percent(share)} % of their time.", "More loader threads, cached or smaller images, or less augmentation.",
                $"Schritte warten {Say.Percent(share)} % ihrer Zeit auf Daten.", "Mehr Lade-Threads, zwischengespeicherte oder kleinere Bilder, oder weniger Augmentierung."),
                ("share", share));
        }
        else if (share < Little)
        {
            Clear(step.Step);
        }
    }
}
