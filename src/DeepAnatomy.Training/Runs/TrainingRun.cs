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
        var session = new RunSession(metrics.Session, Time(), start.Iteration, context.Host, ConfigurationFile.HashOf(setup.Configuration));
        record = record with { State = RunState.Running, Reason = "", Iterations = setup.Configuration.Limits.Iterations, Sessions = record.Sessions.Add(session) };
        folder.Write(record);
        File.Delete(folder.Stop);
        return Trained(prepared, record, metrics, checkpoint, cancellation);
    }

    LoopEnding Trained(PreparedDataset prepared, RunRecord record, MetricsFile metrics, Checkpoint? checkpoint, CancellationToken cancellation)
    {
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
            metrics.Log("warning", "The configuration is not the one the run began with.");
        }

        List<string> notes = [];
        LoopEnding ending;
        try
        {
            var parts = Parts(prepared, metrics, record.Dataset.Sha256);
            var model = checkpoint?.Model ?? ModelStart.Create(setup.Network, setup.Configuration.Start, setup.Configuration.Seed, notes);
            notes.ForEach(note => metrics.Log("info", note));
            State(metrics, RunState.Running, "");
            using var loop = new TrainingLoop(parts);
            ending = loop.Run(model, checkpoint?.Loop ?? new(), cancellation);
        }
        catch (Exception error)
        {
            var reason = error.Message.ReplaceLineEndings(" ").TrimEnd('.');
            State(metrics, RunState.Failed, reason);
            folder.Write(Ended(record, RunState.Failed, reason, null));
            throw;
        }

        State(metrics, ending.State, ending.Reason);
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

    LoopParts Parts(PreparedDataset prepared, MetricsFile metrics, string datasetSha256)
    {
        var configuration = setup.Configuration;
        var training = prepared.Only(setup.TrainingCases);
        var normalisation = configuration.Preprocessing.Normalisation == NormalisationKind.Foreground
            ? ForegroundStatistics.Of(training).ToNormalisation()
            : Normalisation.Window(configuration.Preprocessing.WindowLowHu, configuration.Preprocessing.WindowHighHu);
        var augmentation = AugmentationPipeline.Create(configuration.Augmentation, prepared.Classes.Sides, configuration.Sampling.BatchShape());
        return new()
        {
            Configuration = configuration,
            Classes = prepared.Classes.Names,
            Source = new PatchSource(training, configuration.Sampling, normalisation, configuration.Sparse, augmentation),
            Validation = new(prepared.Only(setup.ValidationCases), prepared.Classes.Names, configuration.Validation, configuration.Sampling, normalisation, setup.SizeMultiple),
            Engine = model => context.Engine(model, configuration),
            Folder = folder,
            Metrics = metrics,
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
        Command = context.Command,
        Created = Time(),
        ArchitectureSha256 = Hash(setup.Architecture.AsSpan()),
        ConfigurationSha256 = ConfigurationFile.HashOf(setup.Configuration),
        Dataset = new(setup.Dataset.Name, setup.Configuration.Data.Path, HashOf(prepared), setup.Dataset.LabelSet.Id, prepared.Classes.Names, setup.TrainingCases, setup.ValidationCases),
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

    static void State(MetricsFile metrics, RunState state, string reason) => metrics.Write("state", json =>
    {
        json.WriteString("state", state.ToString().ToLowerInvariant());
        json.WriteString("reason", reason);
    });

    string Time() => context.Clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
