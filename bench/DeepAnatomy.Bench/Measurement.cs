using System.Diagnostics;

namespace DeepAnatomy.Bench;

/// <summary>The time of some runs of the same work.</summary>
/// <param name="Seconds">Median over the runs.</param>
/// <param name="FastestSeconds">The fastest run.</param>
/// <param name="Runs">Runs measured, without the warm-up.</param>
/// <param name="Result">A number that both sides compute from their result (a sum, a count), so that a fast wrong answer shows.</param>
/// <param name="Version">Version of a peer.</param>
/// <param name="CpuSeconds">Processor time of one run over all threads (the least of the runs), which a busy machine changes little; null for peers.</param>
/// <param name="AllocatedBytes">Managed memory allocated by one run; null for peers.</param>
/// <param name="PeakBytes">Peak resident memory: of a whole process where the work is one, else above what was there before it; null where it is not measured.</param>
sealed record Measurement(double Seconds, double FastestSeconds, int Runs, double Result, string? Version = null, long? AllocatedBytes = null, long? PeakBytes = null, double? CpuSeconds = null)
{
    /// <summary>One warm-up, then the median of <paramref name="runs"/> runs.</summary>
    /// <param name="work">What is timed.</param>
    /// <param name="result">Condenses the outcome; not timed.</param>
    /// <param name="runs">At least one.</param>
    public static Measurement Of<T>(Func<T> work, Func<T, double> result, int runs = 5)
    {
        var condensed = result(work());
        var seconds = new double[runs];
        var cpu = double.PositiveInfinity;
        long allocated = 0;
        for (var run = 0; run < runs; run++)
        {
            GC.Collect();
            var before = GC.GetTotalAllocatedBytes(true);
            var cpuBefore = Environment.CpuUsage.TotalTime;
            var start = Stopwatch.GetTimestamp();
            var outcome = work();
            seconds[run] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            cpu = Math.Min(cpu, (Environment.CpuUsage.TotalTime - cpuBefore).TotalSeconds);
            allocated = GC.GetTotalAllocatedBytes(true) - before;
            GC.KeepAlive(outcome);
        }

        Array.Sort(seconds);
        return new(seconds[runs / 2], seconds[0], runs, condensed, AllocatedBytes: allocated, CpuSeconds: cpu);
    }
}
