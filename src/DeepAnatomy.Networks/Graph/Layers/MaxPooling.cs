namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Largest element of each window: <c>MaxPooling1D</c>, <c>MaxPooling2D</c>, <c>MaxPooling3D</c>.</summary>
[KerasClass("MaxPooling1D", 1)]
[KerasClass("MaxPooling2D", 2)]
[KerasClass("MaxPooling3D", 3)]
public sealed record MaxPooling : Pooling
{
    /// <inheritdoc/>
    public override string ClassName => $"MaxPooling{SpatialRank}D";
}
