using System.Runtime.Intrinsics;
using System.Text.Json;
using DeepAnatomy.Bench;
using DeepAnatomy.Bench.Evaluations;
using DeepAnatomy.Bench.Files;
using DeepAnatomy.Bench.Kernels;
using DeepAnatomy.Bench.Monitoring;
using DeepAnatomy.Bench.Networks;
using DeepAnatomy.Bench.Serving;
using DeepAnatomy.Operations.Monitoring.Charts;

IBenchmark[] all =
[
    new DistanceBenchmark("edt-texture", "a texture", Inputs.Texture),
    new DistanceBenchmark("edt-sparse", "200 single voxels", Inputs.Sparse),
    new ComponentsBenchmark("label-texture", "a texture", Inputs.Texture),
    new ComponentsBenchmark("label-noise", "30 % random voxels", Inputs.Speckle),
    new DilationBenchmark(),
    new GaussianBenchmark(),
    new CubicBenchmark(),
    new EvaluationBenchmark("eval-one", "one muscle", labels: 1, Failure.None, targetRatio: 30),
    new EvaluationBenchmark("eval-ten", "ten labels", labels: 10, Failure.None, targetRatio: 20),
    new EvaluationBenchmark("eval-far", "one muscle, lower half missing and a far island", labels: 1, Failure.HalfAndIsland, targetRatio: 5),
    new EvaluationBenchmark("eval-far-shift", "one muscle, moved by 60 voxels", labels: 1, Failure.Shifted, targetRatio: 5),
    new EvaluationBenchmark("eval-far-half", "one muscle, lower half missing", labels: 1, Failure.LowerHalfMissing, targetRatio: 5),
    new EvaluationBenchmark("eval-far-blob", "one muscle, only a tiny far blob found", labels: 1, Failure.Island, targetRatio: 5),
    new NiftiReadBenchmark(),
    new DicomReadBenchmark(),
    new QuantifyBenchmark(),
    new LoadBenchmark(),
    new PredictBenchmark("predict", SpacingMm: 1.5),
    new PredictBenchmark("predict-native", SpacingMm: null),
    new NetworkBenchmark("networks-infer-256", Width: 8, Size: 256, Batch: 1, IsTraining: false),
    new NetworkBenchmark("networks-infer-128", Width: 16, Size: 128, Batch: 8, IsTraining: false),
    new NetworkBenchmark("networks-train-256", Width: 8, Size: 256, Batch: 1, IsTraining: true),
    new NetworkBenchmark("networks-train-128", Width: 16, Size: 128, Batch: 8, IsTraining: true),
    new IngestBenchmark(),
    new FirstChartBenchmark(),
    new ZoomBenchmark(isSealed: true),
    new ZoomBenchmark(isSealed: false),
    new HugeSeriesBenchmark(SmoothingKind.None),
    new HugeSeriesBenchmark(SmoothingKind.Exponential),
    new CompareBenchmark(),
    new SpikesBenchmark(),
    new ServerIngestBenchmark(senders: 4),
    new ServerIngestBenchmark(senders: 1),
    new ServerFirstBenchmark(),
    new ServerZoomBenchmark(),
    new ServerHugeBenchmark(),
    new ServerListBenchmark(),
    new ServerCompareBenchmark(),
    new ServerSpikesBenchmark(),
    new ServerMemoryBenchmark(),
    new TrainingIterationBenchmark(),
    new PreparationBenchmark("prepare-10", Scans: 10),
    new PreparationBenchmark("prepare-50", Scans: 50),
];

var names = args.Where(a => a is not ("--json" or "--alone")).ToArray();
var isAlone = args.Contains("--alone");
if (names.FirstOrDefault(name => !all.Any(b => b.Name.StartsWith(name, StringComparison.Ordinal))) is { } unknown)
{
    Console.Error.WriteLine($"There is no benchmark '{unknown}'. There are: {string.Join(", ", all.Select(b => b.Name))}.");
    return 2;
}

var chosen = all.Where(b => names.Length == 0 || names.Any(name => b.Name.StartsWith(name, StringComparison.Ordinal)));
if (args.Contains("--json"))
{
    Console.WriteLine(JsonSerializer.Serialize(chosen.Select(b => Row.Of(b, isAlone)).ToArray(), Json.Indented));
    return 0;
}

Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}, {(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128)}-bit vectors");
Console.WriteLine(Row.Header);
foreach (var benchmark in chosen)
{
    Console.WriteLine(Row.Of(benchmark, isAlone).ToLine());
}

return 0;
