using DeepAnatomy.Training.Augmentation;
using DeepAnatomy.Training.Configuration;
using DeepAnatomy.Training.Preprocessing;
using DeepAnatomy.Training.Runs;
using DeepAnatomy.Training.Sampling;
using DeepAnatomy.Training.Setup;

namespace DeepAnatomy.Cli.Trainings;

/// <summary>Three real iterations of a training on its first training case: what they need of time and memory.</summary>
static class DryRun
{
    const int Iterations = 3;

    public static DryRunReport Of(TrainingSetup setup, RunContext context, CancellationToken cancellation)
    {
        var configuration = setup.Configuration;
        using var prepared = new Preparation(configuration.Preprocessing, configuration.Sparse, context.Cache).Run(setup.Dataset.Only([setup.TrainingCases[0]]), context.Preparing, cancellation);
        var window = Normalisation.Window(configuration.Preprocessing.WindowLowHu, configuration.Preprocessing.WindowHighHu);
        var source = new PatchSource(prepared.Cases, configuration.Sampling, window, configuration.Sparse, AugmentationPipeline.Create(configuration.Augmentation, prepared.Classes.Sides, configuration.Sampling.BatchShape()));
        using var engine = context.Engine(ModelStart.Create(setup.Network, configuration.Start, configuration.Seed, []), configuration);
        var batch = new Batch(source.Shape, source.HasSoftTargets);
        // The first iteration pays for what is made once.
        var started = 0L;
        for (var n = 0; n <= Iterations; n++)
        {
            cancellation.ThrowIfCancellationRequested();
            started = n == 1 ? context.Clock.GetTimestamp() : started;
            source.Fill(batch, n, cancellation);
            if (batch.CountedVoxels > 0)
            {
                engine.Train(batch, new(0, n, false));
            }
        }

        var seconds = context.Clock.GetElapsedTime(started).TotalSeconds / Iterations;
        var limits = configuration.Limits;
        var total = Math.Min(seconds * limits.Iterations, (limits.Minutes ?? double.PositiveInfinity) * 60);
        return new(Environment.WorkingSet / (1024.0 * 1024), seconds * 1000, seconds * limits.IterationsPerEpoch, total, limits.Iterations, setup);
    }
}
