namespace DeepAnatomy.Operations.Monitoring.Diagnosis.Rules;

/// <summary>
/// H8: over a window of epochs the smoothed validation loss stays above its least by 5 % of what the training loss has come down, the training loss still falls, and the metric has had no new best.
/// Critical at 15 % with a metric 0.01 below its best. Without a validation loss: the smoothed metric falls 0.01 below its best while the one on training data rises.
/// </summary>
sealed class OverfittingRule() : Rule("H8", 1)
{
    const double Rise = 0.05;
    const double CriticalRise = 0.15;
    const double Fall = 0.01;
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
        var window = epochs.Window;
        var hasValidation = last.SmoothValidation.Count > 0;
        var fall = last.SmoothMetric.Count > 0 ? last.SmoothMetric.Greatest - last.SmoothMetric.Value : double.NaN;
        var isApart = hasValidation ? last.Rise >= Rise : fall >= Fall;
        inRow = isApart ? inRow + 1 : 0;
        if (inRow == 1)
        {
            since = (hasValidation ? epochs.Back(last.Number - last.SmoothValidation.LeastAt) : epochs.Back(last.Number - last.SmoothMetric.GreatestAt))?.Step ?? last.Step;
        }

        if (inRow >= window && IsLearning(epochs, hasValidation) && HasNoNewBest(last, window))
        {
            Report(run, hasValidation, fall);
        }
        else if (hasValidation ? last.Rise < 0.8 * Rise : fall < 0.5 * Fall)
        {
            Clear(last.Step);
        }
    }

    // On the training data it still gets better.
    static bool IsLearning(EpochHistory epochs, bool hasValidation)
    {
        var latest = epochs.Latest(epochs.Window).ToArray();
        return Robust.Slope([.. latest.Select(epoch => epoch.SmoothTrain.Value)]) < 0
            || (!hasValidation && Robust.Slope([.. latest.Select(epoch => epoch.SmoothTrainMetric.Value)]) > 0);
    }

    static bool HasNoNewBest(EpochReading last, int window) => last.SmoothMetric.Count == 0 || last.Number - last.SmoothMetric.GreatestAt >= window;

    void Report(RunReading run, bool hasValidation, double fall)
    {
        var last = run.Epochs.Last;
        var isCritical = hasValidation ? last.Rise >= CriticalRise && fall >= Fall : fall >= 3 * Fall;
        var raised = last.SmoothValidation.Value - last.SmoothValidation.Least;
        var loss = hasValidation ? $"the validation loss has risen by {Say.En(raised)} ({Say.Percent(last.Rise)} % of the drop of the training loss)" : "the training data still get better";
        var lossDe = hasValidation ? $"der Validierungs-Loss ist um {Say.De(raised)} gestiegen ({Say.Percent(last.Rise)} % des Rückgangs des Trainings-Loss)" : "auf den Trainingsdaten wird es noch besser";
        var metric = double.IsNaN(fall) ? "" : $", and the metric is {Say.En(fall)} below its best";
        var metricDe = double.IsNaN(fall) ? "" : $", und die Metrik liegt {Say.De(fall)} unter ihrem besten Wert";
        var best = double.IsNaN(last.BestMetric) ? since : last.BestMetricStep;
        Raise(isCritical ? FindingSeverity.Critical : FindingSeverity.Warning, since, last.Step, hasValidation ? ["validation_loss", "loss", "case_dice"] : ["case_dice", "patch_dice_estimate"], new(
            $"Overfitting since step {since}: {loss}{metric}.",
            $"Use the checkpoint of step {best} and stop; then more augmentation, more cases or more regularisation.",
            $"Überanpassung seit Schritt {since}: {lossDe}{metricDe}.",
            $"Den Checkpoint von Schritt {best} verwenden und anhalten; danach mehr Augmentierung, mehr Fälle oder mehr Regularisierung."),
            ("bestStep", best), ("metricFall", fall), ("rise", hasValidation ? last.Rise : double.NaN), ("validationRise", raised));
    }
}
