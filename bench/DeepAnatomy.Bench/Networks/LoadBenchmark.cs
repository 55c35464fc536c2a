using DeepAnatomy.Networks.Keras;
using DeepAnatomy.Torch.Engine;

namespace DeepAnatomy.Bench.Networks;

/// <summary>Reading a <c>.keras</c> file of two million weights until it can compute.</summary>
sealed class LoadBenchmark : IBenchmark
{
    public string Name => "networks-load";

    public string Work => "a .keras file of 1.9 M weights (at most 0.050 s)";

    public string PeerName => "–";

    public double? TargetRatio => null;

    public Measurement Product()
    {
        TorchRuntime.Initialise(Environment.ProcessorCount);
        var file = Path.ChangeExtension(Path.GetTempFileName(), ".keras");
        try
        {
            KerasWriter.Write(UNetModel.Create(width: 16, levels: 5, classes: 4, size: 256), file, DateTimeOffset.UnixEpoch);
            return Measurement.Of(
                () =>
                {
                    using var network = TorchNetwork.Load(KerasReader.Read(file).Model);
                    return network.TrainableVariables.Count;
                },
                count => count,
                runs: 15);
        }
        finally
        {
            File.Delete(file);
        }
    }

    public Measurement? Peer() => null;
}
