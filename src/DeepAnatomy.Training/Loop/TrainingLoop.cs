using System.Globalization;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Networks.Models.Cards;
using DeepAnatomy.Training.Runs;
using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Loop;

/// <summary>
/// The loop: batch, step, guard, checkpoint, at the end of an epoch validation. All that happens depends on settings, weights and the number of the iteration alone (but for limits of time),
/// so that a training that is stopped and resumed ends with the same bits as one that was not, on one thread.
/// </summary>
/// <param name="parts">What it works with.</param>
public sealed class TrainingLoop(LoopParts parts) : IDisposable
{
    /// <summary>Steps between two measurements of patches and weights.</summary>
    const int MeasuredEvery = 10;

    const double StopLooksPerSecond = 2, LowerRate = 0.1;

    readonly StepTimes times = new(parts.Clock);
    LoopState state = new();
    ITrainingEngine engine = null!;
    BatchPrefetch batches = null!;
    DivergenceGuard guard = null!;
    PatchOverlap? overlap;
    CaseDice? lastDice;
    double earlierSeconds;
    long started, lastLook, lastSaved;
    bool isStopAsked;

    /// <summary>Trains until a limit is reached, somebody stops it, or it goes wrong.</summary>
    /// <param name="model">The model to begin with, with the state of the optimizer where it goes on.</param>
    /// <param name="start">Where the training stands.</param>
    /// <param name="cancellation">Stops it after a checkpoint.</param>
    public LoopEnding Run(Model model, LoopState start, CancellationToken cancellation)
    {
        started = lastSaved = lastLook = parts.Clock.GetTimestamp();
        earlierSeconds = start.Seconds;
        try
        {
            Begin(model, start);
            while (true)
            {
                if (Ending(cancellation) is { } ending)
                {
                    return ending;
                }

                if (Step() is { } trouble && !RollBack(trouble))
                {
                    return new(RunState.Failed, trouble, Now());
                }
            }
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>Releases engine and threads; <see cref="Run"/> does so at its end.</summary>
    public void Dispose()
    {
        batches?.Dispose();
        engine?.Dispose();
    }

    void Begin(Model model, LoopState from)
    {
        state = from;
        guard = new(parts.Configuration.Guards, from.RecentLosses, from.BadSteps);
        engine = parts.Engine(model);
        var executor = parts.Configuration.Executor;
        batches = new(parts.Source, from.Iteration, executor.DataThreads, Math.Max(1, executor.Prefetch / executor.DataThreads));
    }

    LoopEnding? Ending(CancellationToken cancellation)
    {
        var limits = parts.Configuration.Limits;
        var isOver = state.Iteration >= limits.Iterations;
        var isLate = limits.Minutes is { } minutes && Seconds() >= minutes * 60;
        try
        {
            if (state.Iteration > state.EpochIteration && (isOver || isLate || state.Iteration % limits.IterationsPerEpoch == 0))
            {
                EndEpoch(isOver || isLate, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            return Stopped("stopped on request during a validation, which is done again on resuming");
        }

        if (isOver || isLate || (limits.Patience is { } patience && state.WithoutImprovement >= patience))
        {
            return new(RunState.Finished, isOver ? $"all {limits.Iterations} iterations are done" : isLate ? $"the limit of {limits.Minutes:0.##} minutes is reached" : $"{state.WithoutImprovement} validations without improvement", Now());
        }

        return cancellation.IsCancellationRequested || StopIsAsked() ? Stopped("stopped on request") : null;
    }

    LoopEnding Stopped(string reason)
    {
        Save();
        return new(RunState.Stopped, reason, state);
    }

    string? Step()
    {
        var from = parts.Clock.GetTimestamp();
        var batch = batches.Next();
        var (configuration, iteration) = (parts.Configuration, state.Iteration);
        StepReport? report = null;
        var rate = LearningRate.At(configuration.Optimizer.LearningRate, configuration.Schedule, iteration, configuration.Limits.Iterations) * state.RateFactor;
        if (batch.CountedVoxels > 0)
        {
            report = engine.Train(batch, new(rate, (configuration.Seed * 1_000_003L) + iteration, (iteration + 1) % MeasuredEvery == 0));
        }

        batches.Return(batch);
        state = state with { Iteration = iteration + 1, SkippedBatches = state.SkippedBatches + (report is null ? 1 : 0) };
        times.Add(from);
        var trouble = report is null ? null : guard.Look(report);
        parts.Metrics.Values("points", state.Iteration, StepValues.Of(report, rate, batches.LastWait, times.Last, state.SkippedBatches));
        if (times.Warning() is { } warning)
        {
            parts.Log.Say("warning", warning);
        }

        if (report?.Overlap is { } measured)
        {
            overlap = overlap is null ? measured : overlap + measured;
        }

        parts.Progress?.Report(new(state.Iteration, configuration.Limits.Iterations, times.Smooth(report?.Loss), lastDice?.Macro, overlap is null ? null : StepValues.Macro(overlap), times.PerSecond));
        if (trouble is null && guard.BadSteps == 0 && IsTimeToSave())
        {
            Save();
        }

        return trouble;
    }

    bool IsTimeToSave()
    {
        var settings = parts.Configuration.Checkpoints;
        return state.Iteration % settings.EveryIterations == 0
            || (settings.EverySeconds is { } seconds && parts.Clock.GetElapsedTime(lastSaved).TotalSeconds >= seconds);
    }

    void EndEpoch(bool isLast, CancellationToken cancellation)
    {
        var epoch = state.Epoch + 1;
        var validates = isLast || epoch % parts.Configuration.Validation.EveryEpochs == 0;
        var from = parts.Clock.GetTimestamp();
        using var averages = validates ? engine.UseAverages() : null;
        var dice = validates ? parts.Validation.Run(engine, cancellation, new SampleKeeper(parts, epoch, state.Iteration).Look) : null;
        var comparison = validates ? parts.Comparison?.Run(engine, cancellation) : null;
        var isBest = dice is { Macro: var macro } && !double.IsNaN(macro) && !(macro <= state.BestDice);
        lastDice = dice ?? lastDice;
        state = state with
        {
            Epoch = epoch,
            EpochIteration = state.Iteration,
            BestDice = isBest ? dice!.Macro : state.BestDice,
            BestEpoch = isBest ? epoch : state.BestEpoch,
            WithoutImprovement = dice is null ? state.WithoutImprovement : isBest ? 0 : state.WithoutImprovement + 1,
        };
        parts.Metrics.Values("epoch", state.Iteration, StepValues.OfEpoch(epoch, dice, comparison, overlap, parts.Classes, parts.Clock.GetElapsedTime(from)));
        parts.Log.Note(string.Create(CultureInfo.InvariantCulture, $"epoch {epoch}, iteration {state.Iteration}: {(dice is null ? "not validated" : $"case Dice {dice.Macro:0.0000}, validation loss {dice.Loss:0.0000}")}"));
        overlap = null;
        if (isBest)
        {
            WriteCheckpoint(parts.Folder.Best, isBest: true);
        }

        averages?.Dispose();
        // What may be diverging must not replace the last good checkpoint.
        if (guard.BadSteps == 0)
        {
            Save();
        }

        times.Pause();
    }

    void Save()
    {
        WriteCheckpoint(parts.Folder.Last, isBest: false);
        lastSaved = parts.Clock.GetTimestamp();
    }

    void WriteCheckpoint(string path, bool isBest)
    {
        state = Now();
        new Checkpoint(engine.Snapshot(), state).Write(path, parts.Card(state, lastDice), parts.Clock.GetUtcNow());
        if (isBest)
        {
            ModelCardFile.WriteInside(path, parts.Card(state, lastDice));
        }

        parts.Metrics.Write("checkpoint", json =>
        {
            json.WriteNumber("step", state.Iteration);
            json.WriteString("file", $"checkpoints/{Path.GetFileName(path)}");
            json.WriteBoolean("best", isBest);
        });
        parts.Metrics.Flush();
        parts.Log.Note($"checkpoint {Path.GetFileName(path)} at iteration {state.Iteration}");
        times.Pause();
    }

    bool RollBack(string trouble)
    {
        if (!parts.Configuration.Guards.RollBack || state.HasRolledBack || !File.Exists(parts.Folder.Last))
        {
            return false;
        }

        var good = Checkpoint.Read(parts.Folder.Last);
        batches.Dispose();
        engine.Dispose();
        var seconds = Seconds();
        Begin(good.Model, good.Loop with { HasRolledBack = true, RateFactor = good.Loop.RateFactor * LowerRate, Seconds = seconds });
        parts.Metrics.Write("rollback", json =>
        {
            json.WriteNumber("step", state.Iteration);
            json.WriteString("reason", trouble);
            json.WriteNumber("rate_factor", state.RateFactor);
        });
        parts.Log.Say("warning", $"Went back to iteration {state.Iteration} with a tenth of the rate: {trouble}.");
        Save();
        return true;
    }

    LoopState Now() => state with { Seconds = Seconds(), RecentLosses = guard.RecentLosses, BadSteps = guard.BadSteps };

    double Seconds() => earlierSeconds + parts.Clock.GetElapsedTime(started).TotalSeconds;

    bool StopIsAsked()
    {
        if (!isStopAsked && parts.Clock.GetElapsedTime(lastLook).TotalSeconds >= 1 / StopLooksPerSecond)
        {
            lastLook = parts.Clock.GetTimestamp();
            isStopAsked = File.Exists(parts.Folder.Stop);
        }

        return isStopAsked;
    }
}
