using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph;

/// <summary>One weight that a layer owns.</summary>
/// <param name="Name">Name inside the layer, e.g. <c>kernel</c>, <c>moving_variance</c>.</param>
/// <param name="Shape">Sizes in Keras's order (kernels: spatial axes, in, out).</param>
/// <param name="Trainable">False for statistics that training updates by other means than gradients.</param>
/// <param name="Initializer">How a fresh weight is drawn.</param>
public sealed record WeightSpec(string Name, ImmutableArray<int> Shape, bool Trainable, ConfigObject Initializer)
{
    /// <summary>What one element is.</summary>
    public ElementType Type { get; init; } = ElementType.Float32;

    /// <summary>Sub-group of the layer in <c>.weights.h5</c> that holds it (a cell, an inner dense layer), or empty.</summary>
    public string Group { get; init; } = "";

    /// <summary>True when it is a weight of a layer inside that the file holds a second time; it is not counted again.</summary>
    public bool IsCopy { get; init; }

    /// <summary>Number of elements.</summary>
    public long Count => Products.Of(Shape);
}
