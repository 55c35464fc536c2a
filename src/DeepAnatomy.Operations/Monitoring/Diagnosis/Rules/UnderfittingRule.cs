namespace DeepAnatomy.Operations.Monitoring.Diagnosis.Rules;

/// <summary>
/// H9: after 30 % of the plan the metric on the training data itself is below its target and hardly rises, and training and validation are alike
/// (losses within 5 % of the drop; without a validation loss, metrics within 0.05): the network cannot learn more, it does not fail to generalise.
/// </summary>
sealed class UnderfittingRule() : Rule("H9", 1)
{
    const double Alike = 0.05;
    const double Hardly = 0.02;

    public override void OnRewind(RunReading run, long step) => Clear(step);

    public override void OnEpoch(RunReading run)
    {
        var epochs = run.Epochs;
        var last = epochs.Last;
        if (epochs.Share < 0.3 || epochs.Count < epochs.Window || last.SmoothTrainMetric.Count == 0)
        {
            return;
        }

        var metric = last.SmoothTrainMetric.Value;
        var gain = metric - (epochs.Back(epochs.Window - 1)?.SmoothTrainMetric.Value ?? double.NaN);
        var gap = last.SmoothValidation.Count > 0
            ? Math.Abs(last.SmoothValidation.Value - last.SmoothTrain.Value) / last.Drop
            : Math.Abs(last.SmoothTrainMetric.Value - last.SmoothMetric.Value);
        if (metric < run.Target && gap < Alike && gain < Hardly)
        {
            Raise(FindingSeverity.Warning, epochs.Back(epochs.Window - 1)!.Step, last.Step, ["patch_dice_estimate", "loss"], new(
                $"Underfitting: on the training data the metric is {Say.En(metric)} (target {Say.En(run.Target)}) and has gained {Say.En(gain)} in {epochs.Window} epochs, and validation is no worse.",
                "A larger network, less augmentation or regularisation, a higher learning rate, or a look at the labels.",
                $"Unteranpassung: Auf den Trainingsdaten ist die Metrik {Say.De(metric)} (Ziel {Say.De(run.Target)}), in {epochs.Window} Epochen um {Say.De(gain)} gestiegen, und die Validierung ist nicht schlechter.",
                "Ein größeres Netz, weniger Augmentierung oder Regularisierung, eine höhere Lernrate, oder die Labels prüfen."),
                ("gain", gain), ("gap", gap), ("trainMetric", metric));
        }
        else if (metric > run.Target + 0.02 || gap > 1.5 * Alike || gain > 2 * Hardly)
        {
            Clear(last.Step);
        }
    }
}
