using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Networks.Onnx;

/// <summary>A tensor of the network in ONNX: as it lies in Keras, and with the last axis (channels) moved to the second place, each made when it is first needed. So transpositions between convolutions never come to be.</summary>
/// <param name="shape">Shape as in Keras.</param>
sealed class OnnxTensor(TensorShape shape)
{
    string? native;
    string? moved;

    public TensorShape Shape { get; } = shape;

    public bool IsMoved => moved is not null;

    public static OnnxTensor OfNative(TensorShape shape, string name) => new(shape) { native = name };

    public static OnnxTensor OfMoved(TensorShape shape, string name) => shape.Rank < 3 ? OfNative(shape, name) : new(shape) { moved = name };

    /// <summary>Name of the tensor as it lies in Keras.</summary>
    public string Native(OnnxGraph graph) => native ??= graph.Transpose(moved!, [0, .. Enumerable.Range(2, Shape.Rank - 2), 1]);

    /// <summary>Name of the tensor with the last axis at the second place.</summary>
    public string Moved(OnnxGraph graph) => Shape.Rank < 3 ? Native(graph) : moved ??= graph.Transpose(native!, [0, Shape.Rank - 1, .. Enumerable.Range(1, Shape.Rank - 2)]);

    /// <summary>Name of the tensor with the channels at the second place.</summary>
    public string ChannelsFirst(OnnxGraph graph, DataFormat format) => format == DataFormat.ChannelsLast ? Moved(graph) : Native(graph);

    /// <summary>A tensor with the channels at the second place.</summary>
    public static OnnxTensor OfChannelsFirst(TensorShape shape, string name, DataFormat format) => format == DataFormat.ChannelsLast ? OfMoved(shape, name) : OfNative(shape, name);

    /// <summary>A function applied in the layout at hand.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="function">Gives the name of the result for the name of the input; the same for every order of axes.</param>
    public OnnxTensor Map(OnnxGraph graph, Func<string, string> function) => IsMoved ? OfMoved(Shape, function(Moved(graph))) : OfNative(Shape, function(Native(graph)));

    /// <summary>Where an axis of Keras lies in the layout with the last axis at the second place.</summary>
    /// <param name="axis">Axis, negative from the end.</param>
    public int MovedAxis(int axis)
    {
        var positive = Axis(axis);
        return positive == 0 ? 0 : positive == Shape.Rank - 1 ? 1 : positive + 1;
    }

    /// <summary>The axis counted from the start.</summary>
    public int Axis(int axis) => axis < 0 ? axis + Shape.Rank : axis;
}
