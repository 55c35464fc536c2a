using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph;
using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Where an operand comes from: a tensor of the call, or a constant.</summary>
sealed class OperandSource : IDisposable
{
    readonly int index = -1;
    readonly torch.Tensor? constant;

    OperandSource(int index) => this.index = index;

    OperandSource(torch.Tensor constant) => this.constant = constant;

    /// <summary>Finds an operand; null, and refused, when it is neither tensor nor number.</summary>
    /// <param name="context">The layer.</param>
    /// <param name="name">Name in the signature.</param>
    /// <param name="position">Position in the signature.</param>
    public static OperandSource? Create(LayerContext context, string name, int position)
    {
        var operands = new Operands(context.Call);
        if (operands.Index(name, position) is >= 0 and var index)
        {
            return new(index);
        }

        List<double> values = [];
        if (operands.Find(name, position) is { } argument && Shape(argument, values) is { } shape)
        {
            return new(context.Constant(values.ToArray(), [.. shape]));
        }

        context.Refuse($"has for {name} neither a tensor nor numbers; write the constant as numbers");
        return null;
    }

    /// <summary>The operand.</summary>
    /// <param name="inputs">The tensors of the call.</param>
    public torch.Tensor Of(torch.Tensor[] inputs) => constant ?? inputs[index];

    public void Dispose() => constant?.Dispose();

    // Fills in the numbers and gives the shape of nested lists; null when there is anything else.
    static ImmutableArray<long>? Shape(Argument argument, List<double> values) => argument switch
    {
        ConstantArgument constant => Shape(constant.Value, values),
        ListArgument list => Joined([.. list.Items.Select(item => Shape(item, values))]),
        _ => null,
    };

    static ImmutableArray<long>? Shape(JsonNode? node, List<double> values)
    {
        if (node is JsonArray list)
        {
            return Joined([.. list.Select(item => Shape(item, values))]);
        }

        if (node is JsonObject special)
        {
            return special["config"]?["value"] is { } value ? Shape(value, values) : null;
        }

        switch (node?.GetValueKind())
        {
            case JsonValueKind.Number:
                values.Add(JsonNumber.Of(node)!.Value);
                return [];
            case JsonValueKind.True or JsonValueKind.False:
                values.Add(node.GetValueKind() == JsonValueKind.True ? 1 : 0);
                return [];
            default:
                return null;
        }
    }

    static ImmutableArray<long>? Joined(ImmutableArray<long>?[] items) =>
        Array.TrueForAll(items, item => item is { } shape && shape.SequenceEqual(items[0]!.Value)) ? [items.Length, .. items.Length == 0 ? [] : items[0]!.Value] : null;
}
