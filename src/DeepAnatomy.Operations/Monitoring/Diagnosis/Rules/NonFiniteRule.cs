namespace DeepAnatomy.Operations.Monitoring.Diagnosis.Rules;

/// <summary>H1: a loss that is not a finite number, or more than five gradients in a row that are not. Never clears within a session.</summary>
sealed class NonFiniteRule() : Rule("H1", 1)
{
    const int GradientsInRow = 5;
    readonly Ring gradients = new(20);
    int inRow;
    long first;

    public override void OnSession(RunReading run) => Reset(run.Session.StartStep);

    public override void OnRewind(RunReading run, long step) => Reset(step);

    public override void OnStep(RunReading run, StepReading step)
    {
        if (step.Loss is { } loss && !double.IsFinite(loss))
        {
            Report(run, step, "loss", "loss", "Der Trainings-Loss", loss, step.Step);
        }

        if (step[Quantity.ValidationLoss] is { } validation && !double.IsFinite(validation))
        {
            Report(run, step, "validation_loss", "validation loss", "Der Validierungs-Loss", validation, step.Step);
        }

        if (step.GradientNorm is not { } norm)
        {
            return;
        }

        gradients.Add(norm);
        inRow = double.IsFinite(norm) ? 0 : inRow + 1;
        first = inRow == 1 ? step.Step : first;
        if (inRow == GradientsInRow + 1)
        {
            Report(run, step, "gradient_norm", "gradient norm", "Die Gradientennorm", norm, first);
        }
    }

    void Reset(long step)
    {
        Clear(step, "loss");
        Clear(step, "validation_loss");
        Clear(step, "gradient_norm");
        gradients.Clear();
        inRow = 0;
    }

    void Report(RunReading run, StepReading step, string series, string name, string nameDe, double value, long from)
    {
        if (IsRaised(series))
        {
            return;
        }

        var finite = gradients.Values.Where(double.IsFinite).ToArray();
        var (earlier, later) = finite.Length == 0 ? (double.NaN, double.NaN) : (finite[0], finite[^1]);
        RaiseAbout(series, FindingSeverity.Critical, from, step.Step, [series], new(
            $"The {name} became {Say.En(value)} at step {from}. In the 20 steps before, the gradient norm went from {Say.En(earlier)} to {Say.En(later)}; the learning rate was {Say.En(run.Rate)}.",
            "Go back to the last checkpoint with a third of the learning rate, and look for cases with unusual intensities or empty labels.",
            $"{nameDe} wurde bei Schritt {from} zu {Say.De(value)}. In den 20 Schritten davor ging die Gradientennorm von {Say.De(earlier)} auf {Say.De(later)}; die Lernrate war {Say.De(run.Rate)}.",
            "Zum letzten Checkpoint zurückgehen, die Lernrate dritteln und nach Fällen mit ungewöhnlichen Intensitäten oder leeren Labels suchen."),
            ("gradientBefore", earlier), ("gradientLast", later), ("learningRate", run.Rate), ("step", from));
    }
}
