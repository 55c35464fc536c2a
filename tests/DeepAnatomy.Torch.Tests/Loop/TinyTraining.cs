using DeepAnatomy.Networks.Architectures;
using DeepAnatomy.Torch.Loop;
using DeepAnatomy.Training.Configuration;
using DeepAnatomy.Training.Loop;
using DeepAnatomy.Training.Runs;
using DeepAnatomy.Training.Setup;
using DeepAnatomy.Training.Tests;

namespace DeepAnatomy.Torch.Tests.Loop;

/// <summary>A training that takes a second: tiny patients, a tiny network with dropout, one thread.</summary>
static class TinyTraining
{
    /// <summary>Writes patients, architecture and configuration; gives the path of the configuration.</summary>
    public static string Write(string root, string more = "")
    {
        SmallPatients.Write(Path.Combine(root, "patients"), 4);
        ArchitectureFile.Write(Path.Combine(root, "architecture.json"), ArchitectureFile.ToBytes(new UNet2D { Classes = 3, Levels = 3, BaseFilters = 4, Dropout = 0.2, DeepSupervision = 1 }));
        var path = Path.Combine(root, "configuration.yaml");
        File.WriteAllText(path, $$"""
            name: tiny
            architecture: architecture.json
            data: {path: patients, classes: [{name: left, labels: [psoas_left]}, {name: right, labels: [psoas_right]}]}
            split: {folds: 2}
            preprocessing: {spacing_mm: [0, 0, 0], crops_to_body: false}
            sampling: {patch_size: [32, 32], batch_size: 2, foreground_share: 0.5}
            limits: {iterations: 20, iterations_per_epoch: 8}
            schedule: {warm_up_iterations: 3}
            checkpoints: {every_iterations: 5}
            validation: {samples: 1}
            executor: {threads: 1}
            {{more}}
            """);
        return path;
    }

    public static TrainingSetup Read(string configuration, params string[] overrides)
    {
        var reading = SetupReader.Read(new(configuration, [.. overrides], null, ReadsVoxels: true));
        Assert.Empty(reading.Problems);
        return reading.Setup!;
    }

    public static LoopEnding Run(TrainingSetup setup, string run, bool resumes = false, Action<LoopProgress>? after = null, Func<ITrainingEngine, ITrainingEngine>? engine = null, CancellationToken cancellation = default) =>
        new TrainingRun(setup, new(run), new()
        {
            Clock = TimeProvider.System,
            Host = new() { Name = "test" },
            Version = "0",
            Command = ["deepanatomy", "train", "/home/anna/configuration.yaml", "--run", "/home/anna/runs/tiny/", "--set", "data.path=/home/anna/phantoms"],
            Cache = Path.Combine(Path.GetDirectoryName(run)!, "cache"),
            Engine = (model, configuration) => TorchTrainingEngine.Create(model, configuration) is var made && engine is not null ? engine(made) : made,
            Progress = after is null ? null : new Relay(after),
        }).Session(resumes, cancellation);

    sealed class Relay(Action<LoopProgress> action) : IProgress<LoopProgress>
    {
        public void Report(LoopProgress value) => action(value);
    }
}
