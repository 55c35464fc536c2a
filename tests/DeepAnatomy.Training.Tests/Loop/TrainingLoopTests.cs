using DeepAnatomy.Networks.Architectures;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Training.Configuration;
using DeepAnatomy.Training.Loop;
using DeepAnatomy.Training.Preprocessing;
using DeepAnatomy.Training.Runs;
using DeepAnatomy.Training.Sampling;
using DeepAnatomy.Training.Setup;

namespace DeepAnatomy.Training.Tests.Loop;

public sealed class TrainingLoopTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Batches_without_a_defined_voxel_never_reach_the_engine_and_are_counted()
    {
        var run = new RunFolder(folder["run"]);
        run.Create();
        var configuration = new TrainingConfiguration { Limits = new() { Iterations = 10, IterationsPerEpoch = 5 } };
        using var metrics = MetricsFile.Begin(run.Metrics, TimeProvider.System);
        using var log = SessionLog.Begin(run.Logs, metrics, TimeProvider.System);
        var source = new EveryThirdIsEmpty();
        List<long> trained = [];
        using var loop = new TrainingLoop(new()
        {
            Configuration = configuration,
            Classes = ["background", "muscle"],
            Source = source,
            Validation = new([], ["background", "muscle"], new(), new() { PatchSize = [4, 4] }, SmallPatients.AsIs, [1, 1]),
            Engine = model => new Recorder(model, trained),
            Folder = run,
            Metrics = metrics,
            Log = log,
            Clock = TimeProvider.System,
            Card = (_, _) => new() { Name = "test" },
        });
        var ending = loop.Run(ModelStart.Create(new UNet2D { Levels = 2, BaseFilters = 1 }.Build(), new(), 1, []), new(), CancellationToken.None);
        Assert.Equal((RunState.Finished, 10L, 4L), (ending.State, ending.Loop.Iteration, ending.Loop.SkippedBatches));
        Assert.Equal([1L, 2, 4, 5, 7, 8], trained);
        var points = MetricsReader.Series(run.Metrics, "points");
        Assert.Equal(10, points.Count);
        Assert.Equal(4, points[10]["values"]!["skipped_batches"]!.GetValue<long>());
    }

    sealed class EveryThirdIsEmpty : IBatchSource
    {
        public BatchShape Shape { get; } = new(1, 1, 4, 4, 1, false);

        public bool HasSoftTargets => false;

        public void Fill(Batch batch, long iteration, CancellationToken cancellation) => batch.CountedVoxels = iteration % 3 == 0 ? 0 : 16;
    }

    sealed class Recorder(Model model, List<long> trained) : ITrainingEngine
    {
        public StepReport Train(Batch batch, StepOrder order)
        {
            trained.Add(batch.Iteration);
            return new(1, [], 1, true);
        }

        public double Judge(Batch batch, Span<byte> classes)
        {
            classes.Clear();
            return 1;
        }

        public IDisposable UseAverages() => new MemoryStream();

        public Model Snapshot() => model;

        public void Dispose()
        {
        }
    }
}
