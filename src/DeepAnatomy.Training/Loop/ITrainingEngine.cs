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

    /// <summary>The most probable class of every voxel.</summary>
    /// <param name="image">Normalised intensities, (Count, [Depth,] Height, Width, Channels); sizes the network can take.</param>
    /// <param name="shape">Their sizes.</param>
    /// <param name="classes">Gets the classes, (Count, [Depth,] Height, Width).</param>
    void Predict(float[] image, BatchShape shape, Span<byte> classes);

    /// <summary>The model with the state of the optimizer as they are now: a new engine made of it goes on bit by bit.</summary>
    Model Snapshot();
}
