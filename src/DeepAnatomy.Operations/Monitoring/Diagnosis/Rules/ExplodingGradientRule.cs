namespace DeepAnatomy.Operations.Monitoring.Diagnosis.Rules;

/// <summary>
/// H3: spikes of the gradient norm (six standard deviations of its logarithm, by a moving average as ZClip has it): three within 100 steps, or a median that is ten times that of the 1,000 steps before.
/// Critical where the loss jumps within 50 steps after a spike. Clears after 500 quiet steps.
/// </summary>
sealed class ExplodingGradientRule() : Rule("H3", 1)
{
    const double Alpha = 0.97;
    const int WarmUp = 100;
    const double Threshold = 6;
    const double LeastDeviation = 0.06;
    const int Quiet = 500;
    readonly Queue<long> spikes = [];
    readonly Ring recent = new(100);
    readonly Ring earlier = new(1000);
    readonly Ring losses = new(200);
    readonly Ring lateLosses = new(10);
    double mean;
    double variance;
    int count;
    long lastSpike = long.MinValue / 2;
    (double Median, double Noise) lossBefore = (double.NaN, double.NaN);

    public override void OnRewind(RunReading run, long step)
    {
        (count, mean, variance, lastSpike) = (0, 0, 0, long.MinValue / 2);
        spikes.Clear();
        recent.Clear();
        earlier.Clear();
        lateLosses.Clear();
        Clear(step);
    }

    public override void OnStep(RunReading run, StepReading step)
    {
        if (step.Loss is { } loss && double.IsFinite(loss))
        {
            WatchLoss(step.Step, loss);
        }

        if (step.GradientNorm is not { } norm || !double.IsFinite(norm) || norm <= 0)
        {
            return;
        }

        var isSpike = IsSpike(Math.Log10(norm));
        if (isSpike)
        {
            Spike(step.Step, norm);
        }

        Shift(norm, step.Step);
        if (IsRaised() && step.Step - lastSpike > Quiet)
        {
            Clear(step.Step);
        }
    }

    bool IsSpike(double level)
    {
        var deviation = Math.Max(Math.Sqrt(variance), LeastDeviation);
        var isSpike = count >= WarmUp && level - mean > Threshold * deviation;
        count++;

        // A spike moves the average only as far as the largest value that is none.
        var used = isSpike ? mean + (Threshold * deviation) : level;
        var weight = Math.Max(1 - Alpha, 1.0 / count);
        var off = used - mean;
        mean += weight * off;
        variance = (1 - weight) * (variance + (weight * off * off));
        return isSpike;
    }

    void Spike(long step, double norm)
    {
        if (step - lastSpike > 50)
        {
            lossBefore = (losses.Median, Robust.Noise([.. losses.Values]));
        }

        lastSpike = step;
        spikes.Enqueue(step);
        while (spikes.Peek() <= step - 100)
        {
            spikes.Dequeue();
        }

        if (spikes.Count >= 3 || IsRaised())
        {
            Report(FindingSeverity.Warning, spikes.Peek(), step, norm, Math.Pow(10, mean), spikes.Count);
        }
    }

    void Shift(double norm, long step)
    {
        if (recent.IsFull)
        {
            earlier.Add(recent.Oldest);
        }

        recent.Add(norm);
        if (count % 50 != 0 || earlier.Count < 200)
        {
            return;
        }

        var (now, before) = (recent.Median, earlier.Median);
        if (now > 10 * before)
        {
            lastSpike = step;
            Report(FindingSeverity.Warning, step - 99, step, now, before, spikes.Count);
        }
    }

    void WatchLoss(long step, double loss)
    {
        losses.Add(loss);
        lateLosses.Add(loss);
        if (IsRaised() && step - lastSpike is > 0 and <= 50 && lateLosses.IsFull && lateLosses.Mean > lossBefore.Median + (3 * lossBefore.Noise))
        {
            Report(FindingSeverity.Critical, Math.Min(lastSpike, step), step, double.NaN, Math.Pow(10, mean), spikes.Count);
        }
    }

    void Report(FindingSeverity severity, long from, long to, double norm, double usual, int number)
    {
        var isLoss = severity == FindingSeverity.Critical;
        Raise(severity, from, to, isLoss ? ["gradient_norm", "loss"] : ["gradient_norm"], new(
            isLoss ? $"The gradient explodes: {number} spikes within 100 steps up to step {to}, and the loss has jumped after them." : $"The gradient norm jumps: {Say.En(norm)} where {Say.En(usual)} is usual, around step {to}.",
            "Clip the gradient, lengthen the warm-up, or lower the learning rate; look at the batches of these steps.",
            isLoss ? $"Der Gradient explodiert: {number} Spitzen in 100 Schritten bis Schritt {to}, und der Loss ist danach gesprungen." : $"Die Gradientennorm springt: {Say.De(norm)} statt üblicher {Say.De(usual)}, um Schritt {to}.",
            "Den Gradienten begrenzen, länger aufwärmen oder die Lernrate senken; die Batches dieser Schritte ansehen."),
            ("spikes", number), ("usual", usual), ("value", norm));
    }
}
