using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Torch.Engine;
using DeepAnatomy.Torch.Optimizers;
using TorchSharp;

namespace DeepAnatomy.Bench.Networks;

/// <summary>Forward, cross entropy, backward, Adam.</summary>
sealed class TrainingStep : IDisposable
{
    readonly TorchNetwork network;
    readonly torch.Tensor input;
    readonly torch.Tensor labels;
    readonly Optimizer optimizer;

    public TrainingStep(TorchNetwork network, float[] values, long[] shape, int classes, double learningRate)
    {
        this.network = network;
        input = torch.tensor(values, shape);
        labels = (input.squeeze(-1) * classes).to_type(torch.ScalarType.Int64).clamp(0, classes - 1).unsqueeze(-1);
        optimizer = Optimizer.Create(new("Adam", new() { ["learning_rate"] = learningRate }, "keras.optimizers"), network.TrainableVariables);
    }

    /// <summary>One step; gives the loss before it.</summary>
    public double Work()
    {
        using var scope = torch.NewDisposeScope();
        var probabilities = network.Forward([input], training: true)[0];
        var loss = -probabilities.gather(-1, labels).log().mean();
        loss.backward();
        optimizer.Apply();
        return loss.ToDouble();
    }

    public void Dispose()
    {
        optimizer.Dispose();
        input.Dispose();
        labels.Dispose();
    }
}
