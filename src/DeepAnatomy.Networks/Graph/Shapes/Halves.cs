namespace DeepAnatomy.Networks.Graph.Shapes;

/// <summary>Gated units give half of what they take along one axis.</summary>
static class Halves
{
    /// <exception cref="ShapeException">The size is odd, or there is no such axis.</exception>
    public static TensorShape Of(TensorShape shape, int axis)
    {
        axis = ShapeRules.Axis(shape, axis);
        return shape[axis] is { } size && size % 2 != 0 ? throw new ShapeException($"Axis {axis} of {shape} cannot be halved.") : shape.With(axis, shape[axis] / 2);
    }
}
