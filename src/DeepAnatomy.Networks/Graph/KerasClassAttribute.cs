namespace DeepAnatomy.Networks.Graph;

/// <summary>Binds a layer type to a class of Keras; several for a type that serves several ranks.</summary>
/// <param name="className">Class name, e.g. <c>Conv2D</c>.</param>
/// <param name="spatialRank">Spatial axes the class works on; 0 when it does not depend on them.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class KerasClassAttribute(string className, int spatialRank = 0) : Attribute
{
    /// <summary>Class name in the file.</summary>
    public string ClassName { get; } = className;

    /// <summary>Spatial axes the class works on; 0 when it does not depend on them.</summary>
    public int SpatialRank { get; } = spatialRank;
}
