using System.Diagnostics;
using System.Runtime.InteropServices;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Torch.Engine;
using DeepAnatomy.Torch.Optimizers;
using TorchSharp;

namespace DeepAnatomy.Bench.Networks;

/// <summary>One pass, or one step of training with Adam, of a U-Net beside the same network in PyTorch; runs of both take turns.</summary>
/// <param name="Name">What is typed to run it.</param>
/// <param name="Width">Channels of the first level.</param>
/// <param name="Size">Height and width.</param>
/// <param name="Batch">Images.</param>
/// <param name="IsTraining">A step of training, or a pass.</param>
sealed record NetworkBenchmark(string Name, int Width, int Size, int Batch, bool IsTraining) : IBenchmark
{
    const int Levels = 4, Classes = 4, Runs = 15;
    const double LearningRate = 1e-4;

    Measurement? product;
    Measurement? peer;

    public string Work => $"{(IsTraining ? "training step" : "inference")}, U-Net of width {Width}, {Batch} × {Size} × {Size}";

    public string PeerName => "PyTorch";

    public double? TargetRatio => 1;

    public Measurement Product()
    {
        Measure();
        return product!;
    }

    public Measurement? Peer() => peer;

    void Measure()
    {
        TorchRuntime.Initialise(Environment.ProcessorCount);
        var model = UNetModel.Create(Width, Levels, Classes, Size);
        var random = new Random(2);
        var values = new float[Batch * Size * Size];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = random.NextSingle();
        }

        using var network = TorchNetwork.Load(model, new() { Purpose = IsTraining ? EnginePurpose.Training : EnginePurpose.Inference });
        using var side = StartPeer(model, values);
        using var step = IsTraining ? new TrainingStep(network, values, [Batch, Size, Size, 1], Classes, LearningRate) : null;
        var image = NdArray.Of([Batch, Size, Size, 1], values);
        double Once() => step?.Work() ?? network.Run([image], new() { IsFast = true }).Outputs[0].AsFloats().ToArray().Sum(value => (double)value * value);
        var result = Once();
        var seconds = new double[Runs];
        for (var run = 0; run < Runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            _ = step is null ? network.Run([image], new() { IsFast = true }).Outputs.Length : step.Work();
            seconds[run] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            _ = side?.Work();
        }

        Array.Sort(seconds);
        product = new(seconds[Runs / 2], seconds[0], Runs, result);
        peer = side?.Finish();
    }

    InteractivePeer? StartPeer(Model model, float[] values)
    {
        using var network = TorchNetwork.Load(model, new() { Purpose = EnginePurpose.Training });
        var (weights, image) = (Path.GetTempFileName(), Path.GetTempFileName());
        using (var file = File.Create(weights))
        {
            foreach (var variable in UNetModel.InPeerOrder(network))
            {
                using var scope = torch.NewDisposeScope();
                file.Write(variable.Tensor.detach().contiguous().bytes);
            }
        }

        File.WriteAllBytes(image, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
        return InteractivePeer.Start("unet.py", weights, image, IsTraining ? "train" : "infer", $"{Width}", $"{Levels}", $"{Classes}", $"{Batch}", $"{Size}", "0", $"{Environment.ProcessorCount}");
    }
}
