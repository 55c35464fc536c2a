using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;

namespace DeepAnatomy.Networks.Models;

/// <summary>The variables of an optimizer in the order of Keras: iteration, learning rate (absent with a schedule), then the slots, interleaved per trainable variable.</summary>
/// <param name="Variables">The variables.</param>
public sealed record OptimizerState(ImmutableArray<NdArray> Variables);
