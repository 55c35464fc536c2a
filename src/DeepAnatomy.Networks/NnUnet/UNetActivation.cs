namespace DeepAnatomy.Networks.NnUnet;

/// <summary>The function after each normalisation.</summary>
/// <param name="Name"><c>LeakyReLU</c>, <c>ReLU</c>, <c>ELU</c>, <c>SiLU</c>, <c>GELU</c> or <c>Identity</c>.</param>
/// <param name="Parameter">Slope of <c>LeakyReLU</c> on the negative side, α of <c>ELU</c>; without meaning for the others.</param>
public sealed record UNetActivation(string Name, double Parameter = 0)
{
    /// <summary>nnU-Net's own: slope 0.01.</summary>
    public static UNetActivation LeakyReLU { get; } = new("LeakyReLU", 0.01);
}
