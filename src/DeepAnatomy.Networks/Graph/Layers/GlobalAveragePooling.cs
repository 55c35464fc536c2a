namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Mean of each channel: <c>GlobalAveragePooling1D</c>, <c>GlobalAveragePooling2D</c>, <c>GlobalAveragePooling3D</c>.</summary>
[KerasClass("GlobalAveragePooling1D", 1)]
[KerasClass("GlobalAveragePooling2D", 2)]
[KerasClass("GlobalAveragePooling3D", 3)]
public sealed record GlobalAveragePooling : GlobalPooling
{
    /// <inheritdoc/>
    public override string ClassName => $"GlobalAveragePooling{SpatialRank}D";
}
