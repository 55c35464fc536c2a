using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph.Catalog;

namespace DeepAnatomy.Networks.Graph.Shapes;

/// <summary>The operands of an operation's call with their shapes; constants have the shape of their list.</summary>
sealed class Operands
{
    readonly Operation operation;
    readonly Call call;
    readonly Dictionary<TensorRef, TensorShape> shapes = [];

    public Operands(Operation operation, Call call, ImmutableArray<TensorShape> inputs)
    {
        (this.operation, this.call) = (operation, call);
        foreach (var (tensor, shape) in call.Tensors.Zip(inputs))
        {
            shapes[tensor] = shape;
        }
    }

    /// <summary>Shape of the first operand.</summary>
    public TensorShape First => At(0) ?? throw new ShapeException($"The operand '{operation.Kind.Operands[0]}' is missing.");

    /// <summary>Shapes of all operands that are given.</summary>
    public ImmutableArray<TensorShape> All => [.. Enumerable.Range(0, operation.Kind.Operands.Length).Select(At).Where(shape => shape is not null).Select(shape => shape!.Value)];

    /// <summary>Shapes in the list that is the first operand.</summary>
    public ImmutableArray<TensorShape> List => Argument(0) is ListArgument list
        ? [.. list.Items.Select(Of)]
        : [First];

    /// <summary>Shape of an operand, or null when it is not given.</summary>
    public TensorShape? At(int position) => Argument(position) is { } argument ? Of(argument) : null;

    /// <summary>An operand that is a constant, as JSON; null when it is not given.</summary>
    /// <exception cref="ShapeException">It holds a tensor.</exception>
    public JsonNode? Constant(int position) => Argument(position) is { } argument ? Json(argument) : null;

    Argument? Argument(int position) => call.Find(operation.Kind.Operands[position], position);

    TensorShape Of(Argument argument) => argument switch
    {
        TensorArgument { Tensor: var tensor } => shapes.TryGetValue(tensor, out var shape) ? shape : throw new ShapeException("A tensor has no shape."),
        ConstantArgument { Value: var value } => OfConstant(value),
        ListArgument list when list.Tensors.Any() => throw new ShapeException($"{operation.ClassName} does not take a list of tensors here."),
        _ => OfConstant(Json(argument)),
    };

    static TensorShape OfConstant(JsonNode? value)
    {
        try
        {
            return value is JsonValue ? new([]) : new([.. JsonValues.NumberTree(value).Shape.Select(size => (int?)size)]);
        }
        catch (SettingException e)
        {
            throw new ShapeException($"{e.Message}.");
        }
    }

    JsonNode? Json(Argument argument) => argument switch
    {
        ConstantArgument constant => constant.Value,
        ListArgument list => new JsonArray([.. list.Items.Select(item => Json(item)?.DeepClone())]),
        _ => throw new ShapeException($"{operation.ClassName} takes no tensor here."),
    };
}
