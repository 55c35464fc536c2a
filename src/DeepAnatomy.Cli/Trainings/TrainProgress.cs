using System.Globalization;
using DeepAnatomy.Cli.Terminals;
using DeepAnatomy.Training.Loop;
using DeepAnatomy.Training.Preprocessing;

namespace DeepAnatomy.Cli.Trainings;

/// <summary>The progress line of a training.</summary>
sealed class TrainProgress(Terminal terminal) : IDisposable
{
    readonly Terminal.ProgressLine line = terminal.Progress("starting");
    double? lastDice;

    public void Report(PreparationProgress progress) => line.Report($"preprocessing case {progress.Done} of {progress.Count}", (double)progress.Done / progress.Count);

    public void Report(LoopProgress progress)
    {
        if (progress.CaseDice is { } dice && dice != lastDice)
        {
            lastDice = dice;
            if (!terminal.ShowsProgress)
            {
                terminal.Note(string.Create(CultureInfo.InvariantCulture, $"iteration {progress.Iteration}: loss {progress.Loss:0.0000}, case Dice {dice:0.0000}, {progress.IterationsPerSecond:0.0} iterations/s"));
            }
        }

        var remaining = progress.RemainingSeconds is { } seconds ? TimeSpan.FromSeconds(seconds).ToString(seconds < 3600 ? @"m\:ss" : @"h\:mm\:ss", CultureInfo.InvariantCulture) : "?";
        var judged = progress.CaseDice is { } known ? $"case Dice {known:0.000}" : progress.PatchDice is { } patch ? $"patch estimate {patch:0.000}" : "";
        line.Report(string.Create(CultureInfo.InvariantCulture, $"{progress.Iteration}/{progress.Iterations}  loss {progress.Loss:0.000}  {judged}  {progress.IterationsPerSecond:0.0}/s  {remaining} left "), (double)progress.Iteration / progress.Iterations);
    }

    public void Dispose() => line.Dispose();
}
