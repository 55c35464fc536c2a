namespace DeepAnatomy.Operations.Monitoring.Diagnosis.Rules;

/// <summary>
/// H2: the loss has climbed back by more than half of what it had come down, and rises; seen twice in a row. Judged on means of 50 steps, so that a run of few epochs is judged in time.
/// Also a validation loss whose magnitude is 100,000 or more.
/// </summary>
sealed class DivergenceRule() : Rule("H2", 1)
{
    const int BlockLength = 50;
    const double Weight = 0.5;
    const double Absurd = 1e5;
    const int Trend = 4;
    readonly Ring means = new(Trend);
    readonly Ring losses = new(BlockLength);
    Smoothed smooth;
    double start = double.NaN;
    double ratio;
    int inRow;
    long since;

    public override void OnRewind(RunReading run, long step)
    {
        // The least loss so far stays the measure; what led here is forgotten.
        means.Clear();
        losses.Clear();
        smooth = default;
        (start, inRow) = (double.NaN, 0);
        Clear(step);
        Clear(step, "validation");
    }

    public override void OnStep(RunReading run, StepReading step)
    {
        foreach (var update in step.UpdateRatios)
        {
            ratio = double.IsFinite(update.Value) ? update.Value : ratio;
        }

        if (step[Quantity.ValidationLoss] is { } validation && Math.Abs(validation) >= Absurd && double.IsFinite(validation))
        {
            RaiseAbout("validation", FindingSeverity.Critical, step.Step, step.Step, ["validation_loss"], Texts.Absurd(validation), ("validationLoss", validation));
        }

        if (step.Loss is not { } loss || !double.IsFinite(loss))
        {
            return;
        }

        losses.Add(loss);
        if (losses.IsFull)
        {
            Check(run, step.Step, losses.Mean);
            losses.Clear();
        }
    }

    void Check(RunReading run, long step, double mean)
    {
        means.Add(mean);
        smooth = smooth.With(mean, Weight, smooth.Count + 1);
        start = double.IsNaN(start) ? smooth.Value : start;
        var drop = start - smooth.Least;
        var above = smooth.Value - smooth.Least;
        if (!(drop > 0))
        {
            return;
        }

        var isRising = means.IsFull && Robust.Slope([.. means.Values]) > 0;
        inRow = above > 0.5 * drop && isRising ? inRow + 1 : 0;
        since = inRow == 1 ? step - BlockLength + 1 : since;
        if (inRow >= 2)
        {
            Raise(FindingSeverity.Critical, since, step, ["loss"], Texts.Diverged(since, above / drop, run.Rate, ratio), ("aboveBest", above), ("drop", drop), ("learningRate", run.Rate), ("share", above / drop), ("updateRatio", ratio));
        }
        else if (above < 0.25 * drop)
        {
            Clear(step);
        }
    }

    static class Texts
    {
        public static FindingText Absurd(double loss) => new(
            $"The validation loss is {Say.En(loss)}.", "Stop, and look at the learning rate and at the intensities of the validation cases.",
            $"Der Validierungs-Loss ist {Say.De(loss)}.", "Anhalten und die Lernrate und die Intensitäten der Validierungsfälle prüfen.");

        public static FindingText Diverged(long since, double share, double rate, double ratio)
        {
            var isRate = ratio > 1e-2;
            return new(
                $"Since step {since} the training loss has climbed back by {Say.Percent(share)} % of what it had come down, and it rises on. The learning rate is {Say.En(rate)}.",
                isRate ? "The weights change by more than a hundredth a step: the learning rate is too high. Resume from the best checkpoint with a third of it." : "Resume from the best checkpoint with a third of the learning rate.",
                $"Seit Schritt {since} ist der Trainings-Loss um {Say.Percent(share)} % des bisherigen Rückgangs wieder gestiegen und steigt weiter. Die Lernrate ist {Say.De(rate)}.",
                isRate ? "Die Gewichte ändern sich je Schritt um mehr als ein Hundertstel: Die Lernrate ist zu hoch. Vom besten Checkpoint mit einem Drittel fortsetzen." : "Vom besten Checkpoint mit einem Drittel der Lernrate fortsetzen.");
        }
    }
}
