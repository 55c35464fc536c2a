namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Largest element of each channel: <c>GlobalMaxPooling1D</c>, <c>GlobalMaxPooling2D</c>, <c>GlobalMaxPooling3D</c>.</summary>
[KerasClass("GlobalMaxPooling1D", 1)]
[KerasClass("GlobalMaxPooling2D", 2)]
[KerasClass("GlobalMaxPooling3D", 3)]
public sealed record GlobalMaxPooling : GlobalPooling
{
    /// <inheritdoc/>
    public override string ClassName => $"GlobalMaxPooling{SpatialRank}D";
}
