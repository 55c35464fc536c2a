using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Drawing;

/// <summary>How a network is drawn.</summary>
public sealed record DrawingOptions
{
    /// <summary>Sizes of the inputs' spatial axes that shapes are drawn for where the network leaves them free; empty for sizes that fit.</summary>
    public ImmutableArray<int> SpatialSize { get; init; } = [];

    /// <summary>Whether nested models are drawn with all their layers, in a frame, instead of as one box.</summary>
    public bool ExpandNested { get; init; }

    /// <summary>Title; empty for the network's name.</summary>
    public string Title { get; init; } = "";
}
