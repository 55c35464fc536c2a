using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Networks.Models;

/// <summary>A network with its weights: what a <c>.keras</c> file holds. Immutable.</summary>
public sealed record Model
{
    /// <summary>The layer graph.</summary>
    public required Network Network { get; init; }

    /// <summary>The weights of all layers.</summary>
    public required WeightSet Weights { get; init; }

    /// <summary>How the model was compiled (optimizer, loss, metrics), or null.</summary>
    public Compilation? Compilation { get; init; }

    /// <summary>State of the optimizer, or null.</summary>
    public OptimizerState? OptimizerState { get; init; }

    /// <summary>Where the model comes from.</summary>
    public required ModelOrigin Origin { get; init; }
}
