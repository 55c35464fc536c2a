using System.Collections.Immutable;

namespace DeepAnatomy.Training.Loop;

/// <summary>The numbers of a step or an epoch under the names of the run protocol.</summary>
static class StepValues
{
    public static IEnumerable<KeyValuePair<string, double>> Of(StepReport? report, double rate, TimeSpan wait, double seconds, long skipped)
    {
        yield return new("learning_rate", rate);
        yield return new("data_wait_ms", wait.TotalMilliseconds);
        yield return new("step_ms", seconds * 1000);
        if (report is null)
        {
            yield return new("skipped_batches", skipped);
            yield break;
        }

        yield return new("loss", report.Loss);
        foreach (var (name, value) in report.Parts)
        {
            yield return new($"loss.{name}", value);
        }

        yield return new("gradient_norm", report.GradientNorm);
        foreach (var weight in report.Weights.IsDefault ? [] : report.Weights)
        {
            yield return weight;
        }

        if (report.Overlap is { } overlap)
        {
            yield return new("patch_dice_estimate", Macro(overlap));
            yield return new("memory_mb", Environment.WorkingSet / (1024.0 * 1024));
        }
    }

    public static IEnumerable<KeyValuePair<string, double>> OfEpoch(int epoch, CaseDice? dice, CaseDice? comparison, PatchOverlap? overlap, ImmutableArray<string> classes, TimeSpan validation)
    {
        yield return new("epoch", epoch);
        if (dice is not null)
        {
            yield return new("case_dice", dice.Macro);
            for (var n = 0; n < dice.Classes.Length; n++)
            {
                yield return new($"case_dice.{dice.Classes[n]}", dice.Of(n));
            }

            yield return new("validation_loss", dice.Loss);
            yield return new("validation_s", validation.TotalSeconds);
        }

        if (comparison is not null)
        {
            yield return new("training_case_dice", comparison.Macro);
            yield return new("training_case_loss", comparison.Loss);
        }

        if (overlap is not null)
        {
            yield return new("patch_dice_estimate", Macro(overlap));
            for (var n = 1; n < classes.Length; n++)
            {
                yield return new($"patch_dice_estimate.{classes[n]}", overlap.Dice(n));
            }
        }
    }

    /// <summary>Mean over the classes that occur, without background; NaN when none does.</summary>
    public static double Macro(PatchOverlap overlap)
    {
        var known = Enumerable.Range(1, overlap.Hits.Length - 1).Select(overlap.Dice).Where(value => !double.IsNaN(value)).ToArray();
        return known.Length > 0 ? known.Average() : double.NaN;
    }
}
