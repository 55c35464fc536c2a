using DeepAnatomy.Operations.Monitoring.Columns;

namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>The scales of a run.</summary>
static class AxisScales
{
    /// <exception cref="ArgumentException">The run does not say what the axis needs.</exception>
    public static AxisScale Of(ChartAxis axis, IReadOnlyList<SessionLog> sessions, Line? epochs, double samplesPerStep) => axis switch
    {
        ChartAxis.Step => new StepScale(),
        ChartAxis.Wall => new WallScale(),
        ChartAxis.Active => new ActiveScale(sessions),
        ChartAxis.Epoch => EpochScale.Of(epochs) ?? throw new ArgumentException("the run has not told of an epoch yet, so it has no axis of epochs"),
        ChartAxis.Samples => SampleScale(sessions, samplesPerStep),
        _ => throw new ArgumentException("there is no such axis"),
    };

    static StepScale SampleScale(IReadOnlyList<SessionLog> sessions, double samplesPerStep)
    {
        var size = sessions.LastOrDefault(session => session.BatchSize > 0)?.BatchSize ?? samplesPerStep;
        return size > 0 ? new(size) : throw new ArgumentException("the run does not say its batch size, so it has no axis of samples");
    }

    sealed class StepScale(double factor = 1) : AxisScale
    {
        public override double At(Slice slice, int index) => slice.Step(index) * factor;
    }

    sealed class WallScale : AxisScale
    {
        public override bool IsOfTime => true;

        public override double At(Slice slice, int index) => (slice.Time(index) - DateTime.UnixEpoch.Ticks) / (double)TimeSpan.TicksPerSecond;
    }

    sealed class ActiveScale : AxisScale
    {
        // Ticks to take from a time, by session.
        readonly Dictionary<int, long> shifts = [];

        public ActiveScale(IReadOnlyList<SessionLog> sessions)
        {
            long before = 0;
            foreach (var session in sessions)
            {
                shifts[session.Number] = session.Started - before;
                before += Math.Max(0, session.LastHeard - session.Started);
            }
        }

        public override bool IsOfTime => true;

        public override double At(Slice slice, int index) => (slice.Time(index) - shifts.GetValueOrDefault(slice.Session)) / (double)TimeSpan.TicksPerSecond;
    }
}
