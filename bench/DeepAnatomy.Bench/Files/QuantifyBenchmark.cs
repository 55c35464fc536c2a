namespace DeepAnatomy.Bench.Files;

/// <summary>The whole command <c>quantify</c> without labels, from a compressed file to the report, as a process of its own.</summary>
sealed class QuantifyBenchmark : IBenchmark
{
    public string Name => "quantify";

    public string Work => "quantify without labels, whole process, 512×512×300";

    public string PeerName => "–";

    public double? TargetRatio => null;

    public Measurement Product()
    {
        var process = new ProductProcess();
        return Measurement.Of(() => process.Run("quantify", Scan.Shared.NiftiPath, "--out", Scan.Shared.Temporary("quantified"), "--sex", "m", "--age", "60", "--height-m", "1.76"), code => code, runs: 3) with { PeakBytes = process.PeakBytes, CpuSeconds = process.CpuSeconds };
    }

    public Measurement? Peer() => null;
}
