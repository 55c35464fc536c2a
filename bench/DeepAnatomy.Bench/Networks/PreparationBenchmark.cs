using System.Diagnostics;
using DeepAnatomy.Training.Preprocessing;

namespace DeepAnatomy.Bench.Networks;

/// <summary>Preprocessing of scans: reading, turning, cropping, resampling to 2 mm, writing. Its memory must not depend on their number.</summary>
/// <param name="Name">What is typed to run it.</param>
/// <param name="Scans">Number of scans.</param>
sealed record PreparationBenchmark(string Name, int Scans) : IBenchmark
{
    public string Work => $"preprocessing {Scans} scans of 512×512×67 to 2 mm";

    public string PeerName => "–";

    public double? TargetRatio => null;

    public Measurement Product()
    {
        var patients = new PhantomPatients(scans: 2, cases: Scans, matrix: 512, sliceMm: 3);
        var (start, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var cases = 0;
        var peak = MemoryAbove.Of(() =>
        {
            (start, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            using var prepared = new Preparation(new PreprocessingSettings { SpacingMm = [2, 2, 0] }, new(), patients.Empty("prepared")).Run(patients.Dataset);
            return cases = prepared.Cases.Length;
        });
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new(seconds, seconds, 1, cases, PeakBytes: peak, CpuSeconds: (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
    }

    public Measurement? Peer() => null;
}
