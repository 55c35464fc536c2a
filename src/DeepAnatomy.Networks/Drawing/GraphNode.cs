using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Networks.Drawing;

/// <summary>One call of a layer in a drawing.</summary>
sealed class GraphNode
{
    public required int Index { get; init; }

    public required Layer Layer { get; init; }

    /// <summary>Nested model that it belongs to, by path; empty for the outermost.</summary>
    public required string Frame { get; init; }

    /// <summary>Shape of the first output; null when it cannot be found.</summary>
    public TensorShape? Shape { get; init; }

    /// <summary>Calls whose tensors it takes.</summary>
    public required IReadOnlyList<int> Inputs { get; init; }

    /// <summary>Number of the call where a layer is called again, from 2; 0 for the first.</summary>
    public int Repeat { get; init; }

    /// <summary>Weights, counted at the first call.</summary>
    public long Parameters { get; init; }

    public bool IsOutput { get; set; }

    /// <summary>Steps from the inputs along the longest way.</summary>
    public int Rank { get; set; }

    public LayerFamily Family => LayerCaption.FamilyOf(Layer);

    /// <summary>Sizes of the spatial axes; empty where there are none or they are not known.</summary>
    public int[] Spatial => Shape is { Rank: >= 3 } shape && shape.IsKnown ? [.. shape.Sizes.Skip(1).SkipLast(1).Select(size => size!.Value)] : [];

    /// <summary>Sizes that say where it stands: its own, but of a margin those of the layer that it is made for.</summary>
    public int[] Place { get; set; } = [];

    /// <summary>True for a layer that a drawing shows as a thin line.</summary>
    public bool IsThin => Family is LayerFamily.Normalization or LayerFamily.Activation or LayerFamily.Regularization;
}
