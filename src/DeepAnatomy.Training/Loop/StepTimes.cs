namespace DeepAnatomy.Training.Loop;

/// <summary>How fast the steps are, and whether they became slow by accident.</summary>
sealed class StepTimes(TimeProvider clock)
{
    const int Window = 40, Settled = 20;
    const double Collapse = 5, Weight = 0.05;
    readonly Queue<double> recent = new();
    double best = double.PositiveInfinity;
    double loss = double.NaN;
    int seen;
    bool hasWarned;

    /// <summary>Seconds of the last step.</summary>
    public double Last { get; private set; }

    /// <summary>Steps per second over the last ones; 0 before the first.</summary>
    public double PerSecond => recent.Count == 0 ? 0 : recent.Count / recent.Sum();

    public void Add(long from)
    {
        Last = clock.GetElapsedTime(from).TotalSeconds;
        recent.Enqueue(Last);
        if (recent.Count > Window)
        {
            recent.Dequeue();
        }

        if (++seen > Settled && recent.Count >= Settled)
        {
            best = Math.Min(best, Median());
        }
    }

    /// <summary>A checkpoint or validation was between: steps before count no more.</summary>
    public void Pause() => seen = Math.Min(seen, Settled);

    /// <summary>The running mean of the loss.</summary>
    public double Smooth(double? value) => value is { } known && double.IsFinite(known) ? loss = double.IsNaN(loss) ? known : loss + (Weight * (known - loss)) : loss;

    /// <summary>A sentence, once, when steps take many times what they took.</summary>
    public string? Warning()
    {
        if (hasWarned || recent.Count < Settled || double.IsInfinity(best) || Median() < Collapse * best)
        {
            return null;
        }

        hasWarned = true;
        return $"Steps take {Median() / best:0.#} times as long as before ({Median() * 1000:0} ms instead of {best * 1000:0} ms). Another process keeps the processors busy, or the threads of OpenMP spin: set OMP_WAIT_POLICY=passive, or executor.threads to 1.";
    }

    double Median() => recent.Order().ElementAt(recent.Count / 2);
}
