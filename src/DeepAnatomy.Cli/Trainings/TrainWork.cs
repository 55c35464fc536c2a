using System.Globalization;
using DeepAnatomy.Cli.Sending;
using DeepAnatomy.Torch.Engine;
using DeepAnatomy.Torch.Loop;
using DeepAnatomy.Training.Loop;
using DeepAnatomy.Training.Preprocessing;
using DeepAnatomy.Training.Runs;
using DeepAnatomy.Training.Setup;

namespace DeepAnatomy.Cli.Trainings;

/// <summary>Runs a training for the command line.</summary>
sealed class TrainWork(CommandEdge edge, TrainRequest request)
{
    /// <summary>Trains, or goes on.</summary>
    public int Train()
    {
        if (Read() is not { } setup)
        {
            return ExitCodes.WrongInput;
        }

        var folder = FolderOf(setup);
        if (folder.Exists && !request.Resumes)
        {
            throw new UsageException($"{folder.Root}: there is a run already. Resume it with --resume, or give another folder with --run.");
        }

        edge.Terminal.Note($"Run {folder.Root}: {setup.TrainingCases.Length} cases train, {setup.ValidationCases.Length} validate; classes {string.Join(", ", setup.Dataset.Classes.Names.Skip(1))}.");
        using var line = new TrainProgress(edge.Terminal);
        using var sender = Sender(setup, folder);
        LoopEnding ending;
        try
        {
            ending = new TrainingRun(setup, folder, Context(folder, line)).Session(request.Resumes, edge.CancellationToken);
        }
        finally
        {
            // The last lines of a training that went wrong matter most.
            Finish(sender, folder);
        }

        line.Dispose();
        Say(folder, ending);
        return ending.State == RunState.Failed ? ExitCodes.NotDone : ExitCodes.Done;
    }

    /// <summary>Checks everything and times three iterations; writes nothing but what is preprocessed, which goes again.</summary>
    public int Check(bool asJson)
    {
        if (Read() is not { } setup)
        {
            return ExitCodes.WrongInput;
        }

        var folder = Directory.CreateTempSubdirectory("deepanatomy-dry-run-").FullName;
        try
        {
            using var line = new TrainProgress(edge.Terminal);
            var report = DryRun.Of(setup, Context(new(folder), line) with { Cache = request.Cache ?? Path.Combine(folder, "prepared") }, edge.CancellationToken);
            line.Dispose();
            edge.Terminal.Out.WriteLine(asJson ? JsonText.Of(report) : report.ToText());
            return ExitCodes.Done;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    BackgroundSender? Sender(TrainingSetup setup, RunFolder folder)
    {
        if (request.Server is not { } server)
        {
            return null;
        }

        if (server.IsOpen)
        {
            edge.Terminal.Note($"The token goes to {server.Url.Host} without encryption; prefer https.");
        }

        return new(new(folder, server, setup.Configuration.Name), edge.Terminal.Note);
    }

    void Finish(BackgroundSender? sender, RunFolder folder)
    {
        if (sender?.Finish(request.ServerWait) is > 0 and var unsent)
        {
            edge.Terminal.Note($"{unsent} lines were not sent. Send them later: deepanatomy runs send {folder.Root} --server {request.Server!.Url}");
        }
    }

    TrainingSetup? Read()
    {
        using var line = edge.Terminal.Progress("checking the dataset");
        var reading = SetupReader.Read(new(request.Configuration, request.Overrides, request.Architecture, ReadsVoxels: !request.Resumes), new Relay<int>(n => line.Report($"checking case {n}", 0)), edge.CancellationToken);
        line.Dispose();
        foreach (var note in reading.Notes)
        {
            edge.Terminal.Note(note);
        }

        foreach (var problem in reading.Problems)
        {
            edge.Terminal.Error.WriteLine(problem);
        }

        if (reading.Problems.Length > 0)
        {
            edge.Terminal.Error.WriteLine($"deepanatomy: {reading.Problems.Length} {(reading.Problems.Length == 1 ? "problem" : "problems")}; nothing was created.");
        }

        return reading.Setup;
    }

    RunFolder FolderOf(TrainingSetup setup) => new(request.Run ?? Path.Combine("runs", string.Concat(setup.Configuration.Name.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' ? c : '-'))));

    RunContext Context(RunFolder folder, TrainProgress line) => new()
    {
        Clock = TimeProvider.System,
        Host = new() { Name = Environment.MachineName, System = System.Runtime.InteropServices.RuntimeInformation.OSDescription, Processors = Environment.ProcessorCount, Process = Environment.ProcessId },
        Version = ProductVersion.Text,
        CodeSha256 = ProductVersion.CodeSha256(),
        Command = ["deepanatomy", .. Environment.GetCommandLineArgs().Skip(1)],
        Cache = request.Cache ?? Path.Combine(Path.GetDirectoryName(folder.Root)!, ".prepared"),
        Engine = (model, configuration) =>
        {
            TorchRuntime.KeepFreedMemory();
            return TorchTrainingEngine.Create(model, configuration);
        },
        Preparing = new Relay<PreparationProgress>(line.Report),
        Progress = new Relay<LoopProgress>(line.Report),
    };

    void Say(RunFolder folder, LoopEnding ending)
    {
        var best = ending.Loop.BestDice is { } dice ? $" Best case Dice {dice.ToString("0.0000", CultureInfo.InvariantCulture)} in epoch {ending.Loop.BestEpoch}: {folder.Best}." : "";
        edge.Terminal.Note($"{ending.State} after {ending.Loop.Iteration} iterations in {ending.Loop.Seconds / 60:0.0} minutes: {ending.Reason}.{best}");
        if (ending.State == RunState.Stopped)
        {
            edge.Terminal.Note("Go on with the same command and --resume.");
        }

        if (ending.Loop.BestDice is not null)
        {
            edge.Terminal.Out.WriteLine(folder.Best);
        }
    }
}
