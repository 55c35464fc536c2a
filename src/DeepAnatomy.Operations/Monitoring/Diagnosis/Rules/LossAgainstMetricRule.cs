namespace DeepAnatomy.Operations.Monitoring.Diagnosis.Rules;

/// <summary>H8b: the validation loss rises (as for overfitting) but the metric still finds new bests: the network grows over-confident, it does not overfit yet.</summary>
sealed class LossAgainstMetricRule() : Rule("H8b", 1)
{
    const double Rise = 0.05;
    int inRow;
    long since;

    public override void OnRewind(RunReading run, long step)
    {
        inRow = 0;
        Clear(step);
    }

    public override void OnEpoch(RunReading run)
    {
        var epochs = run.Epochs;
        var last = epochs.Last;
        inRow = last.Rise >= Rise ? inRow + 1 : 0;
        if (inRow == 1)
        {
            since = epochs.Back(last.Number - last.SmoothValidation.LeastAt)?.Step ?? last.Step;
        }

        var isImproving = last.SmoothMetric.Count > 0 && last.Number - last.SmoothMetric.GreatestAt < epochs.Window;
        if (inRow >= epochs.Window && isImproving)
        {
            Raise(FindingSeverity.Info, since, last.Step, ["validation_loss", "case_dice"], new(
                $"The validation loss rises since step {since} ({Say.Percent(last.Rise)} % of the drop), but the metric still improves: over-confidence, not yet overfitting.",
                "Go on; judge by the metric. Label smoothing makes the probabilities more honest.",
                $"Der Validierungs-Loss steigt seit Schritt {since} ({Say.Percent(last.Rise)} % des Rückgangs), die Metrik wird aber noch besser: zu große Sicherheit, noch keine Überanpassung.",
                "Weiter trainieren und nach der Metrik urteilen. Label Smoothing macht die Wahrscheinlichkeiten ehrlicher."),
                ("best", last.BestMetric), ("rise", last.Rise));
        }
        else if (!isImproving || last.Rise < 0.8 * Rise)
        {
            Clear(last.Step);
        }
    }
}
