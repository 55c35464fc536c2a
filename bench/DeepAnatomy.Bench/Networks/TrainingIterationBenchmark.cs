using System.Diagnostics;
using DeepAnatomy.Networks.Architectures;
using DeepAnatomy.Torch.Loop;
using DeepAnatomy.Training.Augmentation;
using DeepAnatomy.Training.Configuration;
using DeepAnatomy.Training.Preprocessing;
using DeepAnatomy.Training.Sampling;
using DeepAnatomy.Training.Setup;

namespace DeepAnatomy.Bench.Networks;

/// <summary>An iteration of a training with its whole data pipeline (patches, augmentation, targets, prefetch) beside the same engine's step on a batch that lies ready; blocks of both take turns.</summary>
sealed class TrainingIterationBenchmark : IBenchmark
{
    const int Blocks = 6, StepsPerBlock = 12, Settling = 5;
    readonly List<double> withData = [], alone = [];

    public string Name => "train-iteration";

    public string Work => "iteration with its data, U-Net of width 16, 8 × 128 × 128";

    public string PeerName => "the engine's step alone";

    /// <summary>An iteration takes at most 1.05 times as long as the step.</summary>
    public double? TargetRatio => 1 / 1.05;

    public Measurement Product()
    {
        Measure();
        return Of(withData);
    }

    public Measurement? Peer() => Of(alone);

    void Measure()
    {
        var patients = new PhantomPatients(scans: 2, cases: 2, matrix: 256, sliceMm: 5);
        var configuration = new TrainingConfiguration();
        using var prepared = new Preparation(configuration.Preprocessing with { SpacingMm = [2, 2, 0] }, configuration.Sparse, patients.Empty("prepared")).Run(patients.Dataset);
        var shape = configuration.Sampling.BatchShape();
        var source = new PatchSource(prepared.Cases, configuration.Sampling, Normalisation.Window(-200, 300), configuration.Sparse, AugmentationPipeline.Create(configuration.Augmentation, prepared.Classes.Sides, shape));
        var network = new UNet2D { Classes = prepared.Classes.Count, Levels = 4, BaseFilters = 16, Norm = NormalizationKind.Instance }.Build();
        using var engine = TorchTrainingEngine.Create(ModelStart.Create(network, new(), 1, []), configuration);
        var ready = new Batch(shape);
        source.Fill(ready, 0, CancellationToken.None);
        for (var block = 0; block < Blocks; block++)
        {
            using (var batches = new BatchPrefetch(source, block * 1000L, configuration.Executor.DataThreads, configuration.Executor.Prefetch))
            {
                // The first ones find batches that were made while nothing else was done.
                for (var n = -Settling; n < StepsPerBlock; n++)
                {
                    var start = Stopwatch.GetTimestamp();
                    var batch = batches.Next();
                    engine.Train(batch, new(1e-4, n, Measures: false));
                    batches.Return(batch);
                    Add(withData, start, n >= 0);
                }
            }

            for (var n = -Settling; n < StepsPerBlock; n++)
            {
                var start = Stopwatch.GetTimestamp();
                engine.Train(ready, new(1e-4, n, Measures: false));
                Add(alone, start, n >= 0);
            }
        }
    }

    static void Add(List<double> times, long start, bool counts)
    {
        if (counts)
        {
            times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
    }

    // Both do the same number of steps; there is nothing else to compare.
    static Measurement Of(List<double> times)
    {
        var sorted = times.Order().ToArray();
        return new(sorted[sorted.Length / 2], sorted[0], sorted.Length, sorted.Length);
    }
}
