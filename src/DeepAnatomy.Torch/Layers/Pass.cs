using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>One pass of data through a network.</summary>
/// <param name="training">Whether layers behave as in training.</param>
/// <param name="noise">Where dropout and noise come from.</param>
/// <param name="taps">Paths of the layers whose outputs are wanted; empty for none.</param>
/// <param name="isExact">Whether to compute step by step in Keras's own order of operations.</param>
/// <param name="cancellation">Ends the pass between two layers.</param>
sealed class Pass(bool training, torch.Generator noise, IReadOnlyCollection<string> taps, bool isExact = false, CancellationToken cancellation = default)
{
    /// <summary>Whether layers behave as in training.</summary>
    public bool Training => training;

    /// <summary>Where dropout and noise come from.</summary>
    public torch.Generator Noise => noise;

    /// <summary>True when nothing may be written over, because somebody looks at what is in between.</summary>
    public bool IsObserved => taps.Count > 0;

    /// <summary>True to compute step by step in Keras's own order of operations, so that rounding is the same.</summary>
    public bool IsExact => isExact || IsObserved;

    /// <summary>Ends the pass between two layers.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>Outputs of tapped layers, by path, in order of calls; owned by the pass's maker.</summary>
    public Dictionary<string, List<torch.Tensor>> Tapped { get; } = [];

    /// <summary>Penalties on outputs of layers (Keras's activity regularizers), gathered on the way.</summary>
    public List<torch.Tensor> Penalties { get; } = [];

    /// <summary>Whether the outputs of a layer are wanted.</summary>
    public bool Wants(string path) => taps.Contains(path);
}
