using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Graph;

/// <summary>A layer, an operation or a whole nested network: settings only, no weights. Immutable. The same instance may be called several times.</summary>
public abstract record Layer
{
    /// <summary>Name, unique inside its network; empty until a <see cref="NetworkBuilder"/> gives one.</summary>
    [ConfigKey("name", "Name of the layer, unique inside its model.")]
    public string Name { get; init; } = "";

    /// <summary>False when training leaves the weights as they are.</summary>
    [ConfigKey("trainable", "Whether training changes the weights.")]
    public bool Trainable { get; init; } = true;

    /// <summary>Precision policy of Keras, e.g. <c>float32</c>, <c>mixed_bfloat16</c>.</summary>
    [ConfigKey("dtype", "Precision of weights and computation.")]
    public string Precision { get; init; } = "float32";

    /// <summary>Class name of Keras, e.g. <c>Conv2D</c>.</summary>
    public abstract string ClassName { get; }

    /// <summary>Layers inside this one that own weights, with the attribute of Keras that holds each (<c>layer</c>, <c>forward_layer</c>); empty for most.</summary>
    public virtual ImmutableArray<KeyValuePair<string, Layer>> Children => [];

    /// <summary>Shapes of the tensors that one of <see cref="Children"/> is called with.</summary>
    /// <param name="child">The layer inside.</param>
    /// <param name="inputs">Shapes of the tensors that this layer is called with.</param>
    /// <exception cref="ShapeException">The inputs do not fit the settings.</exception>
    public virtual ImmutableArray<TensorShape> ChildInputs(Layer child, ImmutableArray<TensorShape> inputs) => inputs;

    /// <summary>Shapes of what a call gives.</summary>
    /// <param name="call">The call, for its constants.</param>
    /// <param name="inputs">Shapes of <see cref="Call.Tensors"/>.</param>
    /// <exception cref="ShapeException">The inputs do not fit the settings.</exception>
    public abstract ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs);

    /// <summary>Weights of the layer itself (without <see cref="Children"/>), trainable first, in the order in which Keras stores them.</summary>
    /// <param name="inputs">Shapes of the tensors of the first call.</param>
    /// <exception cref="ShapeException">The inputs do not fit the settings.</exception>
    public virtual ImmutableArray<WeightSpec> Weights(ImmutableArray<TensorShape> inputs) => [];

    /// <summary>Multiplications with addition of one call for one element of the batch; 0 where they do not matter.</summary>
    /// <param name="inputs">Shapes of the inputs; known but for the batch.</param>
    /// <param name="outputs">Shapes of the outputs; known but for the batch.</param>
    public virtual long MultiplyAdds(ImmutableArray<TensorShape> inputs, ImmutableArray<TensorShape> outputs) => 0;
}
