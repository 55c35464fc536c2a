using System.Diagnostics;
using DeepAnatomy.Networks.Keras;
using DeepAnatomy.Training.Runs;

namespace DeepAnatomy.Cli.Tests.Trainings;

public sealed class KilledTrainingTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    [Trait("Speed", "long")]
    public void A_training_that_is_killed_again_and_again_ends_with_the_bits_of_one_that_was_not()
    {
        const int Iterations = 120;
        SmallTraining.Write(folder.Path);
        string[] train = ["train", folder["configuration.yaml"], "--set", $"limits.iterations={Iterations}", "--cache", folder["cache"]];
        CliRun.Of([.. train, "--run", folder["whole"]]).Succeeds();
        var run = new RunFolder(folder["killed"]);
        foreach (var at in new[] { 5, 41, 77 })
        {
            using var process = Start([.. train, "--run", run.Root, "--resume"]);
            while (!process.HasExited && Steps(run) < at)
            {
                Thread.Sleep(5);
            }

            process.Kill();
            process.WaitForExit();
            Assert.NotEqual(0, process.ExitCode);
        }

        CliRun.Of([.. train, "--run", run.Root, "--resume"]).Succeeds();
        Assert.Equal(Enumerable.Range(1, Iterations).Select(n => (long)n), MetricsReader.Series(run.Metrics, "points").Keys);
        var (one, other) = (KerasReader.Read(new RunFolder(folder["whole"]).Last).Model.Weights, KerasReader.Read(run.Last).Model.Weights);
        Assert.All(one.Paths, path => Assert.All(one[path].Zip(other[path]), pair => Assert.True(pair.First.Bytes.SequenceEqual(pair.Second.Bytes), path)));
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
