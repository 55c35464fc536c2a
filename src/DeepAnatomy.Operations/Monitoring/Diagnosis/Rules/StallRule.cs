using System.Collections.Immutable;

namespace DeepAnatomy.Operations.Monitoring.Diagnosis.Rules;

/// <summary>H13: a run that says it is running has reported no step for 2 minutes, 20 usual steps and 3 usual validations. The only rule that looks at the clock.</summary>
sealed class StallRule() : Rule("H13", 1)
{
    // Before the first validation nobody knows how long one takes.
    const double FirstValidation = 600;
    readonly Ring stepTimes = new(1000);
    long lastTime = long.MinValue;
    long lastStep;

    public override void OnSession(RunReading run) => (lastTime, lastStep) = (run.Session.Started, run.Session.StartStep);

    public override void OnStep(RunReading run, StepReading step)
    {
        (lastTime, lastStep) = (Math.Max(lastTime, step.Time), step.Step);
        if (step[Quantity.StepTime] is { } time)
        {
            stepTimes.Add(time / 1000);
        }
    }

    /// <returns>The finding of now; null where nothing has stalled.</returns>
    public Finding? At(long now, bool isRunning, RunReading run)
    {
        if (!isRunning || lastTime == long.MinValue)
        {
            return null;
        }

        var silent = (now - lastTime) / (double)TimeSpan.TicksPerSecond;
        var step = stepTimes.Median;
        var validation = Robust.Median(run.Epochs.Latest(20).Select(epoch => epoch.ValidationTime));
        var limit = Math.Max(120, Math.Max(double.IsNaN(step) ? 0 : 20 * step, double.IsNaN(validation) ? FirstValidation : 3 * validation));
        if (silent <= limit)
        {
            return null;
        }

        var minutes = silent / 60;
        return new($"{Name}@{lastStep}", Name, Version, FindingSeverity.Warning, lastStep, lastStep, true, ["step_ms"],
            ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("limit", limit), KeyValuePair.Create("silent", silent)]), new(
            $"No step for {Say.En(Math.Round(minutes, 1))} minutes; a step usually takes {Say.En(Math.Round(step, 2))} s.", "Look at the last log lines, the memory and the disk of the host.",
            $"Seit {Say.De(Math.Round(minutes, 1))} Minuten kein Schritt; ein Schritt dauert sonst {Say.De(Math.Round(step, 2))} s.", "Die letzten Log-Zeilen, den Speicher und die Platte des Rechners ansehen."));
    }
}
