namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Mean of each adaptive window: <c>AdaptiveAveragePooling1D</c>, <c>AdaptiveAveragePooling2D</c>, <c>AdaptiveAveragePooling3D</c>.</summary>
[KerasClass("AdaptiveAveragePooling1D", 1)]
[KerasClass("AdaptiveAveragePooling2D", 2)]
[KerasClass("AdaptiveAveragePooling3D", 3)]
public sealed record AdaptiveAveragePooling : AdaptivePooling
{
    /// <inheritdoc/>
    public override string ClassName => $"AdaptiveAveragePooling{SpatialRank}D";
}
