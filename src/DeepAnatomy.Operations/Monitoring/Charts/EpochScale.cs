using DeepAnatomy.Operations.Monitoring.Columns;

namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>Epochs by steps: straight between the steps at which epochs ended, and on as the last one behind them.</summary>
sealed class EpochScale : AxisScale
{
    readonly long[] steps;
    readonly double[] epochs;

    EpochScale(long[] steps, double[] epochs) => (this.steps, this.epochs) = (steps, epochs);

    /// <summary>Steps at which epochs ended, rising.</summary>
    public ReadOnlySpan<long> Ends => steps.AsSpan(1);

    /// <param name="line">The series <c>epoch</c>: numbers of epochs that ended at their steps.</param>
    /// <returns>Null where no epoch has ended.</returns>
    public static EpochScale? Of(Line? line)
    {
        List<long> steps = [0];
        List<double> epochs = [0];
        foreach (var slice in line?.Slices ?? [])
        {
            for (var n = 0; n < slice.Count; n++)
            {
                // Numbers that do not rise would make the axis turn back.
                if (slice.Step(n) > steps[^1] && slice.Values[n] > epochs[^1] && double.IsFinite(slice.Values[n]))
                {
                    steps.Add(slice.Step(n));
                    epochs.Add(slice.Values[n]);
                }
            }
        }

        return steps.Count > 1 ? new([.. steps], [.. epochs]) : null;
    }

    public override double At(Slice slice, int index)
    {
        var step = slice.Step(index);
        var next = Array.BinarySearch(steps, step);
        next = Math.Clamp(next < 0 ? ~next : next, 1, steps.Length - 1);
        var share = (step - steps[next - 1]) / (double)(steps[next] - steps[next - 1]);
        return epochs[next - 1] + (share * (epochs[next] - epochs[next - 1]));
    }
}
