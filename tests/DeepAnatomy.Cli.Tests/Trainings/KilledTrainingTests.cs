using System.Diagnostics;
using DeepAnatomy.Networks.Keras;
using DeepAnatomy.Training.Runs;

namespace DeepAnatomy.Cli.Tests.Trainings;

public sealed class KilledTrainingTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    [Trait("Speed", "soak")]
    public void A_training_that_is_killed_at_ten_random_moments_ends_with_the_bits_and_the_numbers_of_one_that_was_not()
    {
        const int Kills = 10, Between = 16, Iterations = (Kills + 1) * Between;
        SmallTraining.Write(folder.Path);
        string[] train = ["train", folder["configuration.yaml"], "--set", $"limits.iterations={Iterations}", "--set", "optimizer.ema_momentum=0.9", "--cache", folder["cache"]];
        CliRun.Of([.. train, "--run", folder["whole"]]).Succeeds();
        var run = new RunFolder(folder["killed"]);
        var chance = new Random(20251125);
        for (var kill = 0; kill < Kills; kill++)
        {
            // Somewhere in these steps, and somewhere within a step, a checkpoint or a validation.
            var (at, later) = ((kill * Between) + chance.Next(Between), chance.Next(60));
            using var process = Start([.. train, "--run", run.Root, "--resume"]);
            while (!process.HasExited && Steps(run) < at)
            {
                Thread.Sleep(2);
            }

            Thread.Sleep(later);
            process.Kill();
            process.WaitForExit();
            Assert.NotEqual(0, process.ExitCode);
        }

        CliRun.Of([.. train, "--run", run.Root, "--resume"]).Succeeds();
        var whole = new RunFolder(folder["whole"]);
        MustHaveEqualNumbers(whole, run, "points", "loss", Enumerable.Range(1, Iterations));
        MustHaveEqualNumbers(whole, run, "epoch", "validation_loss", [.. Enumerable.Range(1, Iterations / 8).Select(n => 8 * n), Iterations]);
        foreach (var (one, other) in new[] { (whole.Last, run.Last), (whole.Best, run.Best) })
        {
            var (a, b) = (KerasReader.Read(one).Model.Weights, KerasReader.Read(other).Model.Weights);
            Assert.All(a.Paths, path => Assert.All(a[path].Zip(b[path]), pair => Assert.True(pair.First.Bytes.SequenceEqual(pair.Second.Bytes), path)));
        }
    }

    // Every step once, and bit by bit the number of the run that was not killed.
    static void MustHaveEqualNumbers(RunFolder whole, RunFolder killed, string kind, string value, IEnumerable<int> steps)
    {
        var (one, other) = (MetricsReader.Series(whole.Metrics, kind), MetricsReader.Series(killed.Metrics, kind));
        Assert.Equal(steps.Distinct().Select(step => (long)step), other.Keys);
        Assert.Equal(one.Values.Select(line => line["values"]![value]!.ToJsonString()), other.Values.Select(line => line["values"]![value]!.ToJsonString()));
    }

    static long Steps(RunFolder run) => MetricsReader.Sessions(run.Metrics).Any() ? MetricsReader.Series(run.Metrics, "points").Keys.DefaultIfEmpty(0).Last() : 0;

    static Process Start(string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in args.Prepend(Path.Combine(AppContext.BaseDirectory, "deepanatomy.dll")))
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
