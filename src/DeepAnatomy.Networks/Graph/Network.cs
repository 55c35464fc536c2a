using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Graph;

/// <summary>A graph of layers: a Functional or Sequential model of Keras 3. It is a layer itself, so that networks nest. Immutable.</summary>
public sealed record Network : Layer
{
    /// <summary>True for a Sequential: one line of layers, each called once.</summary>
    public bool IsSequential { get; init; }

    /// <summary>All layers and operations in Keras's model order (<c>InputLayer</c>s included, a shared layer once).</summary>
    public required ImmutableArray<Layer> Layers { get; init; }

    /// <summary>All calls, every one after the calls whose tensors it takes. Input layers have a call without arguments.</summary>
    public required ImmutableArray<Call> Calls { get; init; }

    /// <summary>What goes in, in the order of the arguments.</summary>
    public required ImmutableArray<TensorRef> Inputs { get; init; }

    /// <summary>What comes out, in order.</summary>
    public required ImmutableArray<TensorRef> Outputs { get; init; }

    /// <summary>Keys of the inputs for a model that takes a dictionary; empty for one that takes a list.</summary>
    public ImmutableArray<string> InputKeys { get; init; } = [];

    /// <summary>Keys of the outputs for a model that gives a dictionary; empty for one that gives a list.</summary>
    public ImmutableArray<string> OutputKeys { get; init; } = [];

    /// <inheritdoc/>
    public override string ClassName => IsSequential ? "Sequential" : "Functional";

    /// <inheritdoc/>
    public override ImmutableArray<KeyValuePair<string, Layer>> Children => [.. Layers.Select(layer => KeyValuePair.Create(layer.Name, layer))];

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs)
    {
        var shapes = ShapeInference.Of(this, inputs);
        return [.. Outputs.Select(output => shapes.TryGetValue(output, out var shape) ? shape : throw new ShapeException($"Nothing makes an output of {Name}."))];
    }
}
