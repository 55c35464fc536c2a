namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Largest element of each adaptive window: <c>AdaptiveMaxPooling1D</c>, <c>AdaptiveMaxPooling2D</c>, <c>AdaptiveMaxPooling3D</c>.</summary>
[KerasClass("AdaptiveMaxPooling1D", 1)]
[KerasClass("AdaptiveMaxPooling2D", 2)]
[KerasClass("AdaptiveMaxPooling3D", 3)]
public sealed record AdaptiveMaxPooling : AdaptivePooling
{
    /// <inheritdoc/>
    public override string ClassName => $"AdaptiveMaxPooling{SpatialRank}D";
}
