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
        long peak = 0;
        return Measurement.Of(() => ProductProcess.Run(ref peak, "quantify", Scan.Shared.NiftiPath, "--out", Scan.Shared.Temporary("quantified"), "--sex", "m", "--age", "60", "--height-m", "1.76"), code => code, runs: 3) with { PeakBytes = peak };
    }

    public Measurement? Peer() => null;
}
