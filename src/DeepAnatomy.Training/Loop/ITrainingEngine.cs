using DeepAnatomy.Networks.Models;
using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Loop;

/// <summary>What computes: holds a network with its optimizer, learns from batches and says what it sees. For one thread at a time.</summary>
public interface ITrainingEngine : IDisposable
{
    /// <summary>Learns from one batch. Weights stay as they are when the loss or a gradient is not finite.</summary>
    /// <param name="batch">The batch; at least one voxel counts.</param>
    /// <param name="order">How.</param>
    StepReport Train(Batch batch, StepOrder order);

    /// <summary>Looks at a batch without learning: the most probable class of every voxel, and the loss of the training.</summary>
    /// <param name="batch">The batch; sizes the network can take.</param>
    /// <param name="classes">Gets the classes, (Count, [Depth,] Height, Width).</param>
    /// <returns>The loss; NaN when no voxel counts.</returns>
    double Judge(Batch batch, Span<byte> classes);

    /// <summary>Puts the running average of the weights in the place of the weights until the result is disposed; changes nothing where the training keeps no average.</summary>
    IDisposable UseAverages();

    /// <summary>The model with the state of the optimizer as they are now: a new engine made of it goes on bit by bit. While averages are in use, the model of the averages without a state.</summary>
    Model Snapshot();
}
