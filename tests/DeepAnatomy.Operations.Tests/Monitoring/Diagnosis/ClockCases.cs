using System.Collections.Immutable;
using DeepAnatomy.Operations.Monitoring.Diagnosis;

namespace DeepAnatomy.Operations.Tests.Monitoring.Diagnosis;

/// <summary>The kinds of cases of the rules that look at the clock: H13 and H16.</summary>
static class ClockCases
{
    // Steps take 0.1 s and validations 3 s, so two minutes are the limit.
    const double Limit = 120;

    public static IEnumerable<(string Name, LabelledCase[] Cases)> All =>
    [
        ("H13",
        [
            new ClockCase("H13", Label.Positive, "silent for 2.5 to 60 minutes", run => Silent(run, Limit * run.Between(1.25, 30), isRunning: true)),
            new ClockCase("H13", Label.Negative, "silent for up to 100 seconds", run => Silent(run, run.Between(0, 100), isRunning: true)),
            new ClockCase("H13", Label.Negative, "silent because it has stopped", run => Silent(run, 10 * Limit, isRunning: false)),
            new ClockCase("H13", Label.Borderline, "silent for 115 to 125 seconds", run => Silent(run, run.Between(115, 125), isRunning: true)),
        ]),
        ("H16",
        [
            new ClockCase("H16", Label.Positive, "3 to 6 starts in an hour, no epoch", run => Restarts(run, 3 + run.Chance.Next(4), run.Between(1, 8), epochs: 0)),
            new ClockCase("H16", Label.Negative, "starts over days", run => Restarts(run, 4, run.Between(60, 900), epochs: 0)),
            new ClockCase("H16", Label.Negative, "starts in an hour, each some epochs further", run => Restarts(run, 4, run.Between(5, 12), epochs: 2)),
            new ClockCase("H16", Label.Negative, "one restart", run => Restarts(run, 2, 5, epochs: 0)),
            new ClockCase("H16", Label.Borderline, "3 starts in 58 to 62 minutes", run => Restarts(run, 3, run.Between(29, 31), epochs: 0)),
        ]),
    ];

    static ImmutableArray<Finding> Silent(SyntheticTraining run, double seconds, bool isRunning)
    {
        var diagnosis = run.Run();
        var last = run.Steps * TimeSpan.TicksPerSecond / 10;
        return diagnosis.FindingsAt(last + (long)(seconds * TimeSpan.TicksPerSecond), isRunning);
    }

    static ImmutableArray<Finding> Restarts(SyntheticTraining run, int sessions, double minutesBetween, int epochs)
    {
        var diagnosis = new RunDiagnosis();
        var step = 0;
        for (var session = 1; session <= sessions; session++)
        {
            diagnosis.Begin(new(session, step, (long)(session * minutesBetween * TimeSpan.TicksPerMinute), run.Steps));
            var to = step + (epochs > 0 ? epochs * run.StepsPerEpoch : run.StepsPerEpoch / 2);
            run.Continue(diagnosis, step + 1, to);
            step = epochs > 0 ? to : step;
        }

        return diagnosis.Findings;
    }
}
