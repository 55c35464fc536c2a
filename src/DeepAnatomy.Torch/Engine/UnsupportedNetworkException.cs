using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Torch.Engine;

/// <summary>A network holds what the engine cannot compute; nothing was computed.</summary>
public sealed class UnsupportedNetworkException : Exception
{
    internal UnsupportedNetworkException(ImmutableArray<Problem> problems)
        : base(string.Join("; ", problems)) => Problems = problems;

    /// <summary>All of it: each with the layer, its class and what to do.</summary>
    public ImmutableArray<Problem> Problems { get; }
}
