namespace DeepAnatomy.Bench;

/// <summary>What one benchmark found.</summary>
sealed record Row(string Name, string Work, string PeerName, double? TargetRatio, Measurement Product, Measurement? Peer)
{
    // Single against double precision, summed over tens of millions of voxels.
    const double RelativeTolerance = 1e-4;

    /// <summary>How many times as fast as the peer; null without a peer.</summary>
    public double? Ratio => Peer?.Seconds / Product.Seconds;

    /// <summary>Whether both computed the same; null without a peer.</summary>
    public bool? IsSameResult => Peer is null ? null : Math.Abs(Peer.Result - Product.Result) <= RelativeTolerance * Math.Max(1, Math.Abs(Peer.Result));

    /// <param name="benchmark">What is measured.</param>
    /// <param name="isAlone">Whether the peer is left out.</param>
    public static Row Of(IBenchmark benchmark, bool isAlone) =>
        new(benchmark.Name, benchmark.Work, benchmark.PeerName, benchmark.TargetRatio, benchmark.Product(), isAlone ? null : benchmark.Peer());

    /// <summary>One line of the table.</summary>
    public string ToLine()
    {
        var peer = Peer is null ? (PeerName == "–" ? "" : "not measured") : $"{Peer.Seconds:0.000} s";
        var ratio = Ratio is null ? "" : Ratio < 1.05 ? $"{Ratio:0.00}×" : $"{Ratio:0.0}×";
        var target = TargetRatio is null ? "" : $"≥ {TargetRatio:0.##}×";
        var memory = Product.PeakBytes is { } bytes ? $"peak {bytes / 1e6:0} MB" : "";
        var same = IsSameResult switch { null => "", true => "same", false => $"DIFFERS ({Product.Result} / {Peer!.Result})" };
        var verdict = string.Join(", ", new[] { same, memory, Product.CpuSeconds is { } cpu ? $"CPU {cpu:0.000} s" : "" }.Where(t => t.Length > 0));
        return $"| {Name,-16} | {Work,-52} | {Product.Seconds,8:0.000} s | {PeerName,-40} | {peer,13} | {ratio,7} | {target,7} | {verdict} |";
    }

    public static string Header =>
        $"| {"benchmark",-16} | {"work",-52} | {"product",10} | {"peer",-40} | {"peer time",13} | {"ratio",7} | {"target",7} | result |\n"
        + $"| {new string('-', 16)} | {new string('-', 52)} | {new string('-', 9)}: | {new string('-', 40)} | {new string('-', 12)}: | {new string('-', 6)}: | {new string('-', 6)}: | --- |";
}
