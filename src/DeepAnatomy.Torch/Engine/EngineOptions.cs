namespace DeepAnatomy.Torch.Engine;

/// <summary>How a network is loaded.</summary>
public sealed record EngineOptions
{
    /// <summary>What the network is for.</summary>
    public EnginePurpose Purpose { get; init; }

    /// <summary>Seed of dropout and noise: the same seed gives the same bytes on the same machine with the same number of threads.</summary>
    public long Seed { get; init; }

    /// <summary>True to hold weights and compute in double precision (about half as fast): for checks of gradients. Else single precision, whatever precision policy the layers carry.</summary>
    public bool DoublePrecision { get; init; }
}
