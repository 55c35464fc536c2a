namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Mean of each window over its real elements: <c>AveragePooling1D</c>, <c>AveragePooling2D</c>, <c>AveragePooling3D</c>.</summary>
[KerasClass("AveragePooling1D", 1)]
[KerasClass("AveragePooling2D", 2)]
[KerasClass("AveragePooling3D", 3)]
public sealed record AveragePooling : Pooling
{
    /// <inheritdoc/>
    public override string ClassName => $"AveragePooling{SpatialRank}D";
}
