using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph.Catalog;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph;

/// <summary>An operation on tensors (<c>x * 2</c>, <c>ops.concatenate</c>, …): a node without weights that Keras does not count as a layer. What it may be is listed in <see cref="OperationCatalog"/>.</summary>
public sealed record Operation : Layer
{
    /// <summary>What it does.</summary>
    public required OperationKind Kind { get; init; }

    /// <summary>Settings as Keras serialises them, without the name (<c>axis</c>, <c>keepdims</c>, …). A missing one has its default. Operands and constants stand in the call.</summary>
    public JsonObject Settings { get; init; } = [];

    /// <inheritdoc/>
    public override string ClassName => Kind.ClassName;

    /// <summary>One setting, its default when it is missing.</summary>
    /// <param name="key">Key of the setting.</param>
    /// <exception cref="ArgumentException">The operation has no such setting.</exception>
    public JsonNode? this[string key] => Settings.TryGetPropertyValue(key, out var value) ? value : Kind.Default(key);

    /// <summary>One setting as a whole number, or null.</summary>
    /// <param name="key">Key of the setting.</param>
    public int? Integer(string key) => (int?)Number(key);

    /// <summary>One setting as a list of whole numbers (a single number is a list of one), or null.</summary>
    /// <param name="key">Key of the setting.</param>
    public ImmutableArray<int>? Integers(string key) => this[key] switch
    {
        null => null,
        JsonArray list => [.. list.Select(item => (int)JsonValues.Number(item))],
        var single => [(int)JsonValues.Number(single)],
    };

    /// <summary>One setting as a number, or null.</summary>
    /// <param name="key">Key of the setting.</param>
    public double? Number(string key) => this[key] is { } value ? JsonValues.Number(value) : null;

    /// <summary>One setting as a truth value; null is false.</summary>
    /// <param name="key">Key of the setting.</param>
    public bool Flag(string key) => this[key]?.GetValue<bool>() ?? false;

    /// <summary>One setting as text, or null.</summary>
    /// <param name="key">Key of the setting.</param>
    public string? Text(string key) => this[key]?.GetValue<string>();

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => OperationShapes.Of(this, call, inputs);

    /// <inheritdoc/>
    public override long MultiplyAdds(ImmutableArray<TensorShape> inputs, ImmutableArray<TensorShape> outputs) =>
        ClassName == "Matmul" ? ShapeRules.Elements(outputs[0]) * (inputs[0][-1] ?? 1) : 0;
}
