using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Training.Augmentation;
using DeepAnatomy.Training.Configuration;
using DeepAnatomy.Training.Datasets;
using DeepAnatomy.Training.Loop;
using DeepAnatomy.Training.Preprocessing;
using DeepAnatomy.Training.Sampling;
using DeepAnatomy.Training.Setup;

namespace DeepAnatomy.Training.Runs;

/// <summary>One session of a run: prepares the data, trains, and writes the folder of the run.</summary>
/// <param name="setup">What is trained.</param>
/// <param name="folder">Where.</param>
/// <param name="context">What the host gives.</param>
public sealed class TrainingRun(TrainingSetup setup, RunFolder folder, RunContext context)
{
    /// <summary>Runs a session: the first one of a new run, or the next one of a run that exists.</summary>
    /// <param name="resumes">Whether to go on with a run that exists; one that does not is begun.</param>
    /// <param name="cancellation">Stops after a checkpoint; while data are prepared at once.</param>
    /// <exception cref="IOException">There is a run already, or it cannot be resumed; scans cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled while data were prepared.</exception>
    public LoopEnding Session(bool resumes, CancellationToken cancellation)
    {
        if (folder.Exists && !resumes)
        {
            throw new IOException($"{folder.Root}: there is a run already. Resume it with --resume, or give another folder.");
        }

        using var prepared = new Preparation(setup.Configuration.Preprocessing, setup.Configuration.Sparse, context.Cache).Run(setup.Dataset, context.Preparing, cancellation);
        var record = folder.Exists ? Continued(prepared) : Begun(prepared);
        folder.Create();
        var checkpoint = File.Exists(folder.Last) ? Checkpoint.Read(folder.Last) : null;
        if (!folder.Exists)
        {
            WriteInputs();
        }

        using var metrics = MetricsFile.Begin(folder.Metrics, context.Clock);
        var start = checkpoint?.Loop ?? new();
        using var log = SessionLog.Begin(folder.Logs, metrics, context.Clock);
        var session = new RunSession
        {
            Number = metrics.Session,
            Started = Time(),
            StartIteration = start.Iteration,
            Host = context.Host,
            Version = context.Version,
            CodeSha256 = context.CodeSha256,
            ConfigurationSha256 = ConfigurationFile.HashOf(setup.Configuration),
        };
        record = record with { State = RunState.Running, Reason = "", Iterations = setup.Configuration.Limits.Iterations, Sessions = record.Sessions.Add(session) };
        folder.Write(record);
        File.Delete(folder.Stop);
        return Trained(prepared, record, new(metrics, log), checkpoint, cancellation);
    }

    LoopEnding Trained(PreparedDataset prepared, RunRecord record, SessionFiles files, Checkpoint? checkpoint, CancellationToken cancellation)
    {
        var (metrics, log) = (files.Metrics, files.Log);
        var session = record.Sessions[^1];
        metrics.Write("session", json =>
        {
            json.WriteNumber("start_step", session.StartIteration);
            json.WriteString("run", record.Name);
            json.WriteString("host", session.Host.Name);
            json.WriteNumber("process", session.Host.Process);
            json.WriteNumber("iterations", setup.Configuration.Limits.Iterations);
            json.WriteString("configuration_sha256", session.ConfigurationSha256);
        });
        if (session.ConfigurationSha256 != record.ConfigurationSha256)
        {
            log.Say("warning", "The configuration is not the one the run began with.");
        }

        if (session.CodeSha256 != record.CodeSha256)
        {
            log.Say("warning", $"The program is not the one the run began with (version {record.Version}, now {session.Version}), so the continuation may differ from what it would have computed.");
        }

        List<string> notes = [];
        LoopEnding ending;
        try
        {
            var parts = Parts(prepared, files, record.Dataset.Sha256);
            var model = checkpoint?.Model ?? ModelStart.Create(setup.Network, setup.Configuration.Start, setup.Configuration.Seed, notes);
            notes.ForEach(note => log.Say("info", note));
            State(files, RunState.Running, $"session {session.Number} of {record.Name} from iteration {session.StartIteration} of {record.Iterations} on {session.Host.Name}, version {session.Version}");
            using var loop = new TrainingLoop(parts);
            ending = loop.Run(model, checkpoint?.Loop ?? new(), cancellation);
        }
        catch (Exception error)
        {
            var reason = error.Message.ReplaceLineEndings(" ").TrimEnd('.');
            State(files, RunState.Failed, reason);
            folder.Write(Ended(record, RunState.Failed, reason, null));
            throw;
        }

        Evaluate(prepared, files, record, ending, cancellation);
        State(files, ending.State, ending.Reason);
        metrics.Flush();
        folder.Write(Ended(record, ending.State, ending.Reason, ending.Loop));
        File.Delete(folder.Stop);
        return ending;
    }

    RunRecord Ended(RunRecord record, RunState state, string reason, LoopState? loop) => record with
    {
        State = state,
        Reason = reason,
        Iteration = loop?.Iteration ?? record.Iteration,
        BestDice = loop?.BestDice ?? record.BestDice,
        BestEpoch = loop?.BestEpoch ?? record.BestEpoch,
        Sessions = record.Sessions.SetItem(record.Sessions.Length - 1, record.Sessions[^1] with { Ended = Time(), EndIteration = loop?.Iteration, State = state, Reason = reason }),
    };

    // At the end of a run, all slices of the held-out cases; a run that is stopped is not at its end.
    void Evaluate(PreparedDataset prepared, SessionFiles files, RunRecord record, LoopEnding ending, CancellationToken cancellation)
    {
        if (ending.State != RunState.Finished || !File.Exists(folder.Best) || (File.Exists(folder.Evaluation) && ending.Loop.Iteration == record.Sessions[^1].StartIteration))
        {
            return;
        }

        var (configuration, normalisation) = (setup.Configuration, NormalisationOf(prepared.Only(setup.TrainingCases)));
        var whole = configuration.Validation with { Cases = null, SlicesPerCase = null };
        var evaluator = new RunEvaluator(prepared.Classes.Names, cases => new(cases, prepared.Classes.Names, whole, configuration.Sampling, normalisation, setup.SizeMultiple, configuration.Sparse));
        try
        {
            using var engine = context.Engine(Checkpoint.Read(folder.Best).Model, configuration);
            var found = evaluator.Run(engine, folder.Best, prepared.Only(setup.ValidationCases), ending.Loop.BestEpoch, configuration.Split.Fold, cancellation);
            folder.Write(found);
            files.Log.Note(string.Create(CultureInfo.InvariantCulture, $"evaluated {found.Cases.Length} held-out cases whole: Dice {found.Dice:0.0000}"));
        }
        catch (OperationCanceledException)
        {
            files.Log.Say("warning", "The evaluation was stopped; resuming the finished run makes it.");
        }
    }

    Normalisation NormalisationOf(ImmutableArray<PreparedCase> training) => setup.Configuration.Preprocessing.Normalisation == NormalisationKind.Foreground
        ? ForegroundStatistics.Of(training).ToNormalisation()
        : Normalisation.Window(setup.Configuration.Preprocessing.WindowLowHu, setup.Configuration.Preprocessing.WindowHighHu);

    LoopParts Parts(PreparedDataset prepared, SessionFiles files, string datasetSha256)
    {
        var configuration = setup.Configuration;
        var training = prepared.Only(setup.TrainingCases);
        var normalisation = NormalisationOf(training);
        var (classes, compared) = (prepared.Classes.Names, configuration.Validation with { Cases = configuration.Validation.TrainingCases });
        var augmentation = AugmentationPipeline.Create(configuration.Augmentation, prepared.Classes.Sides, configuration.Sampling.BatchShape());
        return new()
        {
            Configuration = configuration,
            Classes = classes,
            Source = new PatchSource(training, configuration.Sampling, normalisation, configuration.Sparse, augmentation),
            Validation = new(prepared.Only(setup.ValidationCases), classes, configuration.Validation, configuration.Sampling, normalisation, setup.SizeMultiple, configuration.Sparse),
            Comparison = compared.Cases > 0 ? new(training, classes, compared, configuration.Sampling, normalisation, setup.SizeMultiple, configuration.Sparse) : null,
            Engine = model => context.Engine(model, configuration),
            Folder = folder,
            Metrics = files.Metrics,
            Log = files.Log,
            Clock = context.Clock,
            Card = new TrainingCard(setup, context, normalisation, datasetSha256, training.Any(item => item.IsSparse)).Of,
            Progress = context.Progress,
        };
    }

    void WriteInputs()
    {
        AtomicFile.Write(folder.Architecture, stream => stream.Write(setup.Architecture.AsSpan()));
        AtomicFile.WriteText(folder.Configuration, SettingsText.Of(setup.Configuration));
        setup.Split.Write(folder.Split);
    }

    RunRecord Begun(PreparedDataset prepared) => new()
    {
        Name = setup.Configuration.Name,
        Version = context.Version,
        CodeSha256 = context.CodeSha256,
        Command = string.Join(' ', context.Command),
        Created = Time(),
        ArchitectureSha256 = Hash(setup.Architecture.AsSpan()),
        ConfigurationSha256 = ConfigurationFile.HashOf(setup.Configuration),
        Dataset = new()
        {
            Name = setup.Dataset.Name,
            Path = setup.Configuration.Data.Path,
            Sha256 = HashOf(prepared),
            LabelSet = setup.Dataset.LabelSet.Id,
            Classes = prepared.Classes.Names,
            Training = setup.TrainingCases,
            Validation = setup.ValidationCases,
        },
    };

    RunRecord Continued(PreparedDataset prepared)
    {
        var record = folder.Read();
        var what = record.ArchitectureSha256 != Hash(setup.Architecture.AsSpan()) ? "the architecture"
            : record.Dataset.Sha256 != HashOf(prepared) ? "the data, their classes or their preprocessing"
            : !record.Dataset.Validation.SequenceEqual(setup.ValidationCases) ? "the split"
            : null;
        return what is null ? record : throw new IOException($"{folder.Root}: {what} changed since the run began, so it cannot go on. Start a new run; start.weights takes over what was learned.");
    }

    static string HashOf(PreparedDataset prepared) => Hash(Encoding.UTF8.GetBytes(string.Join('\n', prepared.Cases.Select(item => $"{item.Id} {item.Key}"))));

    static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    static void State(SessionFiles files, RunState state, string reason)
    {
        files.Metrics.Write("state", json =>
        {
            json.WriteString("state", state.ToString().ToLowerInvariant());
            json.WriteString("reason", state == RunState.Running ? "" : reason);
        });
        files.Log.Note($"{state.ToString().ToLowerInvariant()}: {reason}");
    }

    string Time() => context.Clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
