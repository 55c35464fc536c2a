using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Sum of products of two inputs along one axis each.</summary>
[KerasClass("Dot")]
public sealed record Dot : Layer
{
    /// <summary>Axis of the first and of the second input; one number for both.</summary>
    [ConfigKey("axes", "Axis of the first and of the second input; one number for both.", ScalarWhenSingle = true)]
    public required ImmutableArray<int> Axes { get; init; }

    /// <summary>Whether both are divided by their length first.</summary>
    [ConfigKey("normalize", "Whether both are divided by their length first.")]
    public bool Normalize { get; init; }

    /// <inheritdoc/>
    public override string ClassName => nameof(Dot);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => throw new ShapeException("not yet");
}
