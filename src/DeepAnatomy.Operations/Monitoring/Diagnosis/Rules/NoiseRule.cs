namespace DeepAnatomy.Operations.Monitoring.Diagnosis.Rules;

/// <summary>H15: the validation loss jumps from epoch to epoch by more than a quarter of what the training loss has come down, after 30 % of the plan: too noisy for a verdict.</summary>
sealed class NoiseRule() : Rule("H15", 1)
{
    const double Much = 0.25;
    const int Fewest = 8;

    // Before, the loss has not come down far enough for a measure.
    const double Earliest = 0.3;

    public override void OnRewind(RunReading run, long step) => Clear(step);

    public override void OnEpoch(RunReading run)
    {
        var epochs = run.Epochs;
        var last = epochs.Last;
        var losses = epochs.Latest(Math.Max(20, epochs.Window)).Select(epoch => epoch.Validation).Where(double.IsFinite).ToArray();
        if (losses.Length < Fewest || epochs.Share < Earliest || !(last.Drop > 0))
        {
            return;
        }

        var noise = Robust.Noise(losses);
        if (noise > Much * last.Drop)
        {
            Raise(FindingSeverity.Info, epochs.Back(Math.Min(epochs.Count, losses.Length) - 1)!.Step, last.Step, ["validation_loss"], new(
                $"The validation loss jumps by about {Say.En(noise)} from epoch to epoch, {Say.Percent(noise / last.Drop)} % of the drop of the training loss: too noisy for a verdict.", "Validate on more cases or patches.",
                $"Der Validierungs-Loss springt von Epoche zu Epoche um etwa {Say.De(noise)}, {Say.Percent(noise / last.Drop)} % des Rückgangs des Trainings-Loss: zu verrauscht für ein Urteil.", "Auf mehr Fällen oder Ausschnitten validieren."),
                ("drop", last.Drop), ("noise", noise));
        }
        else if (noise < 0.8 * Much * last.Drop)
        {
            Clear(last.Step);
        }
    }
}
