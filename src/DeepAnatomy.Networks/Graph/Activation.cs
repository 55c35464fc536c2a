namespace DeepAnatomy.Networks.Graph;

/// <summary>An activation inside a layer: a named function, or a layer with settings of its own. <c>linear</c> is none.</summary>
/// <param name="Name">Name of the function, e.g. <c>relu</c>; for a layer its class name.</param>
/// <param name="Layer">The layer with its settings where the activation is one (e.g. <c>LeakyReLU(0.01)</c>), else null.</param>
public sealed record Activation(string Name, Layer? Layer = null)
{
    /// <summary>No activation.</summary>
    public static Activation Linear { get; } = new("linear");
}
