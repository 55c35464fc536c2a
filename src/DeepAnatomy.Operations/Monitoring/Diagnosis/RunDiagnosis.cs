using System.Collections.Immutable;
using DeepAnatomy.Operations.Monitoring.Diagnosis.Rules;

namespace DeepAnatomy.Operations.Monitoring.Diagnosis;

/// <summary>All rules over one run.</summary>
sealed class RunDiagnosis
{
    readonly RunReading run = new();
    readonly FindingBook book = new();
    readonly EpochTotals epoch = new();
    readonly StallRule stall = new();
    readonly Rule[] rules;

    public RunDiagnosis()
    {
        rules = RuleSet.All(stall);
        foreach (var rule in rules)
        {
            rule.Book = book;
        }
    }

    public ImmutableArray<Finding> Findings => book.Findings;

    /// <summary>Findings, with what depends on the time that has passed since the last step.</summary>
    /// <param name="now">UTC ticks.</param>
    /// <param name="isRunning">Whether the last session says that it runs.</param>
    public ImmutableArray<Finding> FindingsAt(long now, bool isRunning) =>
        stall.At(now, isRunning, run) is { } finding ? Findings.Add(finding) : Findings;

    public void Begin(SessionReading session)
    {
        if (session.Number > 1)
        {
            Rewind(session.StartStep);
        }

        run.Session = session;
        foreach (var rule in rules)
        {
            rule.OnSession(run);
        }
    }

    public void Rewind(long step)
    {
        run.Epochs.Rewind(step);
        epoch.Clear();
        foreach (var rule in rules)
        {
            rule.OnRewind(run, step);
        }

        book.Rewind(step);
    }

    public void Add(StepReading step)
    {
        if (step.LearningRate is { } rate && double.IsFinite(rate))
        {
            run.Rate = rate;
            run.GreatestRate = double.IsNaN(run.GreatestRate) ? rate : Math.Max(run.GreatestRate, rate);
        }

        epoch.Add(step);
        foreach (var rule in rules)
        {
            rule.OnStep(run, step);
        }

        if (!step.EndsEpoch)
        {
            return;
        }

        run.Epochs.Add(epoch.Finish(step, run), run.Session.Iterations);
        foreach (var rule in rules)
        {
            rule.OnEpoch(run);
        }
    }
}
