namespace DeepAnatomy.Networks.Graph;

/// <summary>Names a tensor inside a network: an output of one call of one layer.</summary>
/// <param name="Layer">Index into <see cref="Network.Layers"/>.</param>
/// <param name="Call">Which call of that layer, from 0 (layers may be shared).</param>
/// <param name="Output">Which output of the call, from 0.</param>
public readonly record struct TensorRef(int Layer, int Call = 0, int Output = 0);
