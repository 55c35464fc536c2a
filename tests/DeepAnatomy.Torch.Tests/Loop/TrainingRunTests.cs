using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Architectures;
using DeepAnatomy.Networks.Keras;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Networks.Models.Cards;
using DeepAnatomy.Training.Loop;
using DeepAnatomy.Training.Runs;
using DeepAnatomy.Training.Sampling;
using DeepAnatomy.Training.Tests;

namespace DeepAnatomy.Torch.Tests.Loop;

public sealed class TrainingRunTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_training_that_is_stopped_and_resumed_ends_with_the_bits_of_one_that_was_not()
    {
        var setup = TinyTraining.Read(TinyTraining.Write(folder.Path));
        var whole = TinyTraining.Run(setup, folder["whole"]);
        Assert.Equal(RunState.Finished, whole.State);
        foreach (var at in new[] { 3, 8, 13 })
        {
            using var stop = new CancellationTokenSource();
            var part = TinyTraining.Run(setup, folder["parts"], resumes: true, progress => Cancel(progress, at, stop), cancellation: stop.Token);
            Assert.Equal((RunState.Stopped, (long)at), (part.State, part.Loop.Iteration));
        }

        var end = TinyTraining.Run(setup, folder["parts"], resumes: true);
        Assert.Equal(whole.Loop with { Seconds = 0, RecentLosses = [] }, end.Loop with { Seconds = 0, RecentLosses = [] });
        Assert.Equal(whole.Loop.RecentLosses.AsEnumerable(), end.Loop.RecentLosses);
        MustBeEqual(folder["whole"], folder["parts"]);
        Assert.Equal(4, new RunFolder(folder["parts"]).Read().Sessions.Length);
    }

    [Fact]
    public void The_lines_of_all_sessions_have_every_step_once()
    {
        var setup = TinyTraining.Read(TinyTraining.Write(folder.Path));
        using var stop = new CancellationTokenSource();
        TinyTraining.Run(setup, folder["run"], resumes: false, progress => Cancel(progress, 12, stop), cancellation: stop.Token);
        // As after a kill: the last checkpoint is older than the last point.
        File.Copy(new RunFolder(folder["run"]).Last, folder["kept.keras"]);
        using var again = new CancellationTokenSource();
        TinyTraining.Run(setup, folder["run"], resumes: true, progress => Cancel(progress, 14, again), cancellation: again.Token);
        File.Copy(folder["kept.keras"], new RunFolder(folder["run"]).Last, overwrite: true);
        TinyTraining.Run(setup, folder["run"], resumes: true);
        var points = MetricsReader.Series(new RunFolder(folder["run"]).Metrics, "points");
        Assert.Equal(Enumerable.Range(1, 20).Select(n => (long)n), points.Keys);
        Assert.Equal([8L, 16L, 20L], MetricsReader.Series(new RunFolder(folder["run"]).Metrics, "epoch").Keys);
    }

    [Fact]
    public void A_finished_run_can_be_extended_and_its_best_model_has_a_card()
    {
        var path = TinyTraining.Write(folder.Path);
        TinyTraining.Run(TinyTraining.Read(path), folder["run"]);
        var longer = TinyTraining.Run(TinyTraining.Read(path, "limits.iterations=24"), folder["run"], resumes: true);
        Assert.Equal((RunState.Finished, 24L), (longer.State, longer.Loop.Iteration));
        var run = new RunFolder(folder["run"]);
        var card = ModelCardFile.Find(run.Best)!;
        Assert.Equal(["background", "left", "right"], card.Labels.Labels.Select(label => label.Name));
        Assert.Equal(ModelCardFile.HashOf(run.Best), card.Hashes.Model);
        Assert.Equal(longer.Loop.BestDice, card.Metrics[0].Value);
        Assert.Equal("deepanatomy train configuration.yaml --run tiny --set data.path=phantoms", card.Provenance.Command);
        Assert.Contains("/home/anna/runs/tiny/", run.Read().Command, StringComparison.Ordinal);
        Assert.Equal(RunState.Finished, run.Read().State);
    }

    [Fact]
    public void A_file_named_stop_stops_the_training_after_a_checkpoint_and_is_gone_then()
    {
        var setup = TinyTraining.Read(TinyTraining.Write(folder.Path), "limits.iterations=100000");
        var run = new RunFolder(folder["run"]);
        var ending = TinyTraining.Run(setup, run.Root, after: progress =>
        {
            if (progress.Iteration == 2)
            {
                File.WriteAllText(run.Stop, "");
            }
        });
        Assert.Equal(RunState.Stopped, ending.State);
        Assert.Equal(ending.Loop.Iteration, Checkpoint.Read(run.Last).Loop.Iteration);
        Assert.False(File.Exists(run.Stop));
    }

    [Fact]
    public void A_loss_that_is_no_number_stops_the_training_with_a_reason_and_leaves_the_last_good_checkpoint()
    {
        var setup = TinyTraining.Read(TinyTraining.Write(folder.Path));
        var ending = TinyTraining.Run(setup, folder["run"], engine: inner => new Exploding(inner, 7));
        Assert.Equal(RunState.Failed, ending.State);
        Assert.Contains("not a finite number", ending.Reason);
        Assert.Equal(5, Checkpoint.Read(new RunFolder(folder["run"]).Last).Loop.Iteration);
    }

    [Fact]
    public void With_rollback_it_goes_back_once_with_a_lower_rate_and_goes_on()
    {
        var setup = TinyTraining.Read(TinyTraining.Write(folder.Path), "guards.roll_back=true");
        var hasExploded = false;
        var ending = TinyTraining.Run(setup, folder["run"], engine: inner => hasExploded ? inner : new Exploding(inner, 7, () => hasExploded = true));
        Assert.Equal((RunState.Finished, true, 0.1), (ending.State, ending.Loop.HasRolledBack, ending.Loop.RateFactor));
        Assert.Equal(Enumerable.Range(1, 20).Select(n => (long)n), MetricsReader.Series(new RunFolder(folder["run"]).Metrics, "points").Keys);
    }

    [Fact]
    public void Another_architecture_or_other_data_cannot_go_on_with_a_run()
    {
        var path = TinyTraining.Write(folder.Path);
        TinyTraining.Run(TinyTraining.Read(path), folder["run"]);
        Assert.Contains("there is a run already", Assert.Throws<IOException>(() => TinyTraining.Run(TinyTraining.Read(path), folder["run"])).Message);
        var other = TinyTraining.Read(path, "preprocessing.spacing_mm=[2, 2, 0]");
        Assert.Contains("preprocessing changed", Assert.Throws<IOException>(() => TinyTraining.Run(other, folder["run"], resumes: true)).Message);
    }

    [Fact]
    public void Averaged_weights_are_validated_and_kept_as_best_and_go_on_bit_by_bit()
    {
        const string Average = "optimizer={type: adamw, ema_momentum: 0.9}";
        var setup = TinyTraining.Read(TinyTraining.Write(folder.Path), Average);
        TinyTraining.Run(setup, folder["whole"]);
        foreach (var at in new[] { 7, 11 })
        {
            using var stop = new CancellationTokenSource();
            TinyTraining.Run(setup, folder["parts"], resumes: true, progress => Cancel(progress, at, stop), cancellation: stop.Token);
        }

        TinyTraining.Run(setup, folder["parts"], resumes: true);
        MustBeEqual(folder["whole"], folder["parts"]);
        var plain = TinyTraining.Read(Path.Combine(folder.Path, "configuration.yaml"));
        TinyTraining.Run(plain, folder["plain"]);
        // The average changes what is kept, never how the weights move.
        MustHaveEqualWeights(folder["whole"], folder["plain"], "last", areEqual: true);
        MustHaveEqualWeights(folder["whole"], folder["plain"], "best", areEqual: false);
        Assert.Null(KerasReader.Read(new RunFolder(folder["whole"]).Best).Model.OptimizerState);
    }

    [Fact]
    public void Every_epoch_says_the_loss_of_held_out_and_of_training_slices()
    {
        TinyTraining.Run(TinyTraining.Read(TinyTraining.Write(folder.Path)), folder["run"]);
        var epochs = MetricsReader.Series(new RunFolder(folder["run"]).Metrics, "epoch");
        Assert.All(epochs.Values, epoch => Assert.All(new[] { "validation_loss", "training_case_loss", "training_case_dice" }, name => Assert.InRange(epoch["values"]![name]!.GetValue<double>(), 0, 10)));
        Assert.NotEqual(epochs[8]["values"]!["validation_loss"]!.GetValue<double>(), epochs[20]["values"]!["validation_loss"]!.GetValue<double>());
    }

    [Fact]
    public void The_end_of_a_run_leaves_an_evaluation_of_the_best_model_and_a_log()
    {
        var ending = TinyTraining.Run(TinyTraining.Read(TinyTraining.Write(folder.Path), "validation.slices_per_case=null"), folder["run"]);
        var run = new RunFolder(folder["run"]);
        var found = JsonNode.Parse(File.ReadAllText(run.Evaluation))!;
        // All slices were validated, so the best validation is measured again.
        Assert.Equal(ending.Loop.BestDice!.Value, found["dice"]!.GetValue<double>(), 1e-12);
        Assert.Equal(run.Read().Dataset.Validation, found["cases"]!.AsArray().Select(item => (string)item!["case"]!));
        Assert.Equal("held_out_cases", (string?)found["estimate"]);
        Assert.Equal(6 * 8 * 5 * 1.5 * 1.5 * 4 / 1000, found["cases"]![0]!["classes"]![0]!["referenceMl"]!.GetValue<double>(), 1e-9);
        var log = File.ReadAllText(Path.Combine(run.Logs, "session-0001.log"));
        Assert.Contains("finished: all 20 iterations are done", log);
        Assert.Contains("validation loss", log);
    }

    [Fact]
    public async Task Record_and_evaluation_of_a_run_are_as_their_schemas_say()
    {
        TinyTraining.Run(TinyTraining.Read(TinyTraining.Write(folder.Path)), folder["run"]);
        var run = new RunFolder(folder["run"]);
        foreach (var (file, schema) in new[] { (run.Record, RunRecord.Schema()), (run.Evaluation, RunEvaluation.Schema()) })
        {
            Assert.Empty((await NJsonSchema.JsonSchema.FromJsonAsync(schema)).Validate(await File.ReadAllTextAsync(file)));
        }
    }

    [Theory]
    [InlineData("block", "[16, 16, 4]")]
    [InlineData("neighbour_slices", "[16, 16]")]
    public void Blocks_and_neighbouring_slices_train_go_on_bit_by_bit_and_are_evaluated(string mode, string patch)
    {
        var path = TinyTraining.Write(folder.Path);
        ArchitectureTemplate template = mode == "block" ? new UNet3D { Classes = 3, Levels = 2, BaseFilters = 2 } : new UNet2D { Classes = 3, Levels = 2, BaseFilters = 2, InputChannels = 3 };
        ArchitectureFile.Write(folder["architecture.json"], ArchitectureFile.ToBytes(template));
        var setup = TinyTraining.Read(path, $"sampling={{mode: {mode}, patch_size: {patch}, batch_size: 2, foreground_share: 0.5}}");
        TinyTraining.Run(setup, folder["whole"]);
        using var stop = new CancellationTokenSource();
        TinyTraining.Run(setup, folder["parts"], resumes: true, progress => Cancel(progress, 11, stop), cancellation: stop.Token);
        TinyTraining.Run(setup, folder["parts"], resumes: true);
        MustBeEqual(folder["whole"], folder["parts"]);
        var run = new RunFolder(folder["whole"]);
        var drawn = JsonNode.Parse(File.ReadAllText(run.Evaluation))!["cases"]![0]!["classes"]![0]!["referenceMl"]!.GetValue<double>();
        Assert.Equal(6 * 8 * 5 * 1.5 * 1.5 * 4 / 1000, drawn, 1e-9);
        Assert.Equal(mode == "block" ? 1 : 3, ModelCardFile.Find(run.Best)!.Inputs[0].Channels.Length);
    }

    [Fact]
    public void Uncertain_voxels_are_soft_targets_from_the_label_map_to_the_loss()
    {
        var path = TinyTraining.Write(folder.Path);
        SmallPatients.Write(folder["patients"], 4, (i, j, k) => SmallPatients.LabelAt(i, j, k) is var label && label > 0 && j == 12 ? SmallPatients.Uncertain : label);
        double FirstLoss(string name, string sparse)
        {
            TinyTraining.Run(TinyTraining.Read(path, $"sparse={sparse}", "limits.iterations=4", "sampling.foreground_share=1"), folder[name]);
            return MetricsReader.Series(new RunFolder(folder[name]).Metrics, "points")[1]["values"]!["loss"]!.GetValue<double>();
        }

        var ignored = FirstLoss("ignored", "{uncertain: ignore}");
        Assert.NotEqual(ignored, FirstLoss("soft", "{uncertain: soft, uncertain_weight: 1, soft_probability: 0.7}"));
        // Without weight, what an uncertain voxel is said to be does not matter.
        Assert.Equal(ignored, FirstLoss("weightless", "{uncertain: soft, uncertain_weight: 0, soft_probability: 0.7}"), 1e-5);
    }

    static void MustHaveEqualWeights(string one, string other, string name, bool areEqual)
    {
        var (a, b) = (KerasReader.Read(Path.Combine(one, "checkpoints", $"{name}.keras")).Model.Weights, KerasReader.Read(Path.Combine(other, "checkpoints", $"{name}.keras")).Model.Weights);
        Assert.Equal(areEqual, a.Paths.All(path => a[path].Zip(b[path]).All(pair => pair.First.Bytes.SequenceEqual(pair.Second.Bytes))));
    }

    static void Cancel(LoopProgress progress, int at, CancellationTokenSource stop)
    {
        if (progress.Iteration == at)
        {
            stop.Cancel();
        }
    }

    static void MustBeEqual(string one, string other)
    {
        foreach (var name in new[] { "last", "best" })
        {
            var (a, b) = (KerasReader.Read(Path.Combine(one, "checkpoints", $"{name}.keras")).Model, KerasReader.Read(Path.Combine(other, "checkpoints", $"{name}.keras")).Model);
            Assert.All(a.Weights.Paths, path => Assert.All(a.Weights[path].Zip(b.Weights[path]), pair => Assert.True(pair.First.Bytes.SequenceEqual(pair.Second.Bytes), path)));
            Assert.Equal(a.OptimizerState?.Variables.Length, b.OptimizerState?.Variables.Length);
            Assert.All((a.OptimizerState?.Variables ?? []).Zip(b.OptimizerState?.Variables ?? []), pair => Assert.True(pair.First.Bytes.SequenceEqual(pair.Second.Bytes)));
        }
    }

    sealed class Exploding(ITrainingEngine inner, int at, Action? told = null) : ITrainingEngine
    {
        int steps;

        public StepReport Train(Batch batch, StepOrder order)
        {
            var report = inner.Train(batch, order);
            if (++steps <= at)
            {
                return report;
            }

            told?.Invoke();
            return report with { Loss = double.NaN, IsUpdated = false };
        }

        public double Judge(Batch batch, Span<byte> classes) => inner.Judge(batch, classes);

        public IDisposable UseAverages() => inner.UseAverages();

        public Model Snapshot() => inner.Snapshot();

        public void Dispose() => inner.Dispose();
    }
}
