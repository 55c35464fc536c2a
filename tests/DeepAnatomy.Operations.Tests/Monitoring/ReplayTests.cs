using CsCheck;
using DeepAnatomy.Operations.Monitoring;
using DeepAnatomy.Operations.Monitoring.Charts;

namespace DeepAnatomy.Operations.Tests.Monitoring;

public class ReplayTests
{
    // What is done to a store between batches.
    enum Act
    {
        Nothing,
        Reopen,
        Spill,
        Tidy,
    }

    [Fact]
    public void Lines_in_any_batches_sent_any_number_of_times_give_the_same_store_and_the_same_findings()
    {
        var lines = WrittenLines();
        using var plain = new TemporaryFolder();
        using var expected = RunSeries.Open(plain.Path);
        foreach (var session in lines)
        {
            expected.Append([.. session.SelectMany(line => line)]);
        }

        var step = Gen.Select(Gen.Int[0, 1], Gen.Int[0, 400], Gen.Int[1, 120], Gen.Enum<Act>());
        step.Array[0, 12].Sample(steps =>
        {
            using var folder = new TemporaryFolder();
            var run = RunSeries.Open(folder.Path, new() { LivePoints = 300, Segments = 2 });
            foreach (var (session, from, count, act) in steps.Append((0, 0, 10_000, Act.Nothing)).Append((1, 0, 10_000, Act.Reopen)))
            {
                var batch = lines[session].Skip(from).Take(count).ToArray();
                run.Append([.. batch.SelectMany(line => line)]);
                _ = run.Findings();
                run = After(run, folder.Path, act);
            }

            AssertSame(expected, run);
            run.Dispose();
        }, iter: 60, threads: 1);
    }

    static RunSeries After(RunSeries run, string folder, Act act)
    {
        switch (act)
        {
            case Act.Reopen:
                run.Dispose();
                return RunSeries.Open(folder, new() { LivePoints = 300, Segments = 2 });
            case Act.Spill:
                run.Compact();
                return run;
            case Act.Tidy:
                run.Tidy();
                return run;
            default:
                return run;
        }
    }

    static void AssertSame(RunSeries expected, RunSeries actual)
    {
        Assert.Equal(expected.Names.AsEnumerable(), actual.Names);
        Assert.Equal(expected.Sessions.AsEnumerable(), actual.Sessions);
        Assert.Equal(expected.Events().Select(one => one.Text).Order(), actual.Events().Select(one => one.Text).Order());
        foreach (var name in expected.Names)
        {
            Assert.Equal(expected.Summary(name), actual.Summary(name));
            foreach (var choice in new[] { SessionChoice.Effective, SessionChoice.All })
            {
                var query = new SeriesQuery { IsRaw = true, Sessions = choice };
                Assert.Equal(expected.Query([name], query).ToBytes(), actual.Query([name], query).ToBytes());
            }
        }

        Assert.NotEmpty(expected.Findings());
        Assert.Equal(expected.Findings().Select(finding => (finding.Key, finding.IsActive, finding.ToStep, finding.Severity)), actual.Findings().Select(finding => (finding.Key, finding.IsActive, finding.ToStep, finding.Severity)));
    }

    // Two sessions, a rollback, a loss that is no number, epochs.
    static byte[][][] WrittenLines()
    {
        List<byte[]> first = [], second = [];
        var chance = new Random(11);
        var lines = new ProtocolLines();
        first.Add(lines.Begin(iterations: 500).Take());
        for (var step = 1; step <= 200; step++)
        {
            lines.Clock = step;
            first.Add(lines.Points(step, ("loss", step == 150 ? double.NaN : chance.NextDouble()), ("gradient_norm", 1 + chance.NextDouble())).Take());
            if (step % 25 == 0)
            {
                first.Add(lines.Epoch(step, ("epoch", step / 25), ("case_dice", chance.NextDouble()), ("case_dice.psoas", 0)).Take());
            }

            if (step == 150 && first.Count < 200)
            {
                first.Add(lines.Rollback(120).Take());
                step = 120;
                lines.Clock += 5;
                first.AddRange(Enumerable.Repeat(0, 40).Select(_ => lines.Add("log", "\"level\":\"info\",\"text\":\"again\"").Take()));
            }
        }

        lines = new(2) { Clock = 1000 };
        second.Add(lines.Begin(startStep: 175, iterations: 500).Take());
        for (var step = 176; step <= 400; step++)
        {
            second.Add(lines.Points(step, ("loss", 5.0 / step), ("gradient_norm", 1), ("learning_rate", 0.1)).Take());
            if (step % 25 == 0)
            {
                second.Add(lines.Epoch(step, ("epoch", step / 25), ("case_dice", 0.5), ("case_dice.psoas", 0)).Take());
            }
        }

        return [[.. first], [.. second]];
    }
}
