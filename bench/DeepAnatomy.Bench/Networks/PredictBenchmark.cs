using System.Diagnostics;
using DeepAnatomy.Bench.Files;
using DeepAnatomy.Networks.Keras;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Networks.Models.Cards;

namespace DeepAnatomy.Bench.Networks;

/// <summary>The whole command <c>predict</c> with a 2-D U-Net of width 16 and five levels (random weights), from a compressed file to the label map, as a process of its own.</summary>
/// <param name="Name">What is typed to run it.</param>
/// <param name="SpacingMm">Voxel size in the slice that the network sees; null for that of the scan.</param>
sealed record PredictBenchmark(string Name, double? SpacingMm) : IBenchmark
{
    const int Classes = 12;

    public string Work => $"predict, whole process, 512×512×300, {(SpacingMm is null ? "as it is" : $"at {SpacingMm} mm, body only")} (at most 60 s, 3 GB)";

    public string PeerName => "–";

    public double? TargetRatio => null;

    public Measurement Product()
    {
        var (model, output) = (Scan.Shared.Temporary($"{Name}.keras"), Scan.Shared.Temporary($"{Name}.nii.gz"));
        KerasWriter.Write(UNetModel.Create(width: 16, levels: 5, classes: Classes, size: null), model, DateTimeOffset.UnixEpoch);
        ModelCardFile.WriteInside(model, Card());
        var process = new ProductProcess();
        var input = Scan.Shared.NiftiPath;

        // A process starts cold every time: there is nothing to warm up.
        var start = Stopwatch.GetTimestamp();
        var code = process.Run("predict", model, input, output);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new(seconds, seconds, 1, code, PeakBytes: process.PeakBytes, CpuSeconds: process.CpuSeconds);
    }

    public Measurement? Peer() => null;

    ModelCard Card() => new()
    {
        Name = "benchmark",
        Inputs =
        [
            new()
            {
                Channels = [new() { Name = "CT", Intensity = CardIntensity.WindowSymmetric, Low = -200, High = 300 }],
                SpacingMm = SpacingMm is { } spacing ? [spacing, spacing] : [],
                SizeMultiple = [16, 16],
                Crop = SpacingMm is null ? "none" : "body",
            },
        ],
        Labels = new() { Labels = [.. Enumerable.Range(1, Classes - 1).Select(n => new CardLabel { Value = n, Name = $"structure_{n}" })] },
    };
}
