namespace DeepAnatomy.Networks.Graph.Analysis;

/// <summary>What a network needs in memory, in bytes: an estimate from sizes alone, without the work space of kernels.</summary>
/// <param name="Weights">The weights.</param>
/// <param name="Gradients">Gradients of the trainable weights; 0 at inference.</param>
/// <param name="OptimizerSlots">What the optimizer keeps for each trainable weight; 0 at inference.</param>
/// <param name="Activations">Tensors between the layers: at inference the most that are alive at once, in training all of them and the gradients that are alive at once.</param>
public readonly record struct MemoryEstimate(long Weights, long Gradients, long OptimizerSlots, long Activations)
{
    /// <summary>All of it.</summary>
    public long Total => Weights + Gradients + OptimizerSlots + Activations;
}
