using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph;
using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary><c>keras.ops.pad</c>: constant, by mirroring with or without the edge.</summary>
static class PadOperation
{
    public static Executable? Create(Operation operation, LayerContext context)
    {
        var widths = Widths(operation["pad_width"]!, context.Inputs[0].Rank);
        var value = context.Call.Find("constant_values", 1) is ConstantArgument { Value: JsonValue given } ? JsonNumber.Of(given)!.Value : 0;
        switch (operation.Text("mode"))
        {
            case "constant":
                return new ElementwiseExecutable((x, _) => Windows.Pad(x, widths, value), fresh: true);
            case "reflect" or "symmetric":
                var edge = operation.Text("mode") == "symmetric" ? 0 : 1;
                return new ElementwiseExecutable((x, _) => Mirrored(x, widths, edge), fresh: true);
            default:
                context.Refuse($"pads by '{operation.Text("mode")}', which is not supported; use constant, reflect or symmetric");
                return null;
        }
    }

    static (long, long)[] Widths(JsonNode given, int rank)
    {
        (long, long)[] pairs = given is JsonArray list
            ? [.. list.Select(item => item is JsonArray pair ? (Number(pair[0]), Number(pair[^1])) : (Number(item), Number(item)))]
            : [(Number(given), Number(given))];
        return pairs.Length == rank ? pairs : [.. Enumerable.Repeat(pairs[0], rank)];
    }

    static long Number(JsonNode? node) => JsonNumber.Whole(node)!.Value;

    static torch.Tensor Mirrored(torch.Tensor x, (long Before, long After)[] widths, int edge)
    {
        for (var axis = 0; axis < widths.Length; axis++)
        {
            var size = x.shape[axis];
            if (widths[axis] == (0, 0))
            {
                continue;
            }

            var period = Math.Max(1, 2 * (size - edge));
            var indices = Enumerable.Range(0, (int)(size + widths[axis].Before + widths[axis].After)).Select(place =>
            {
                var folded = (((place - widths[axis].Before) % period) + period) % period;
                return folded < size ? folded : period - folded - (1 - edge);
            });
            x = x.index_select(axis, torch.tensor(indices.ToArray()));
        }

        return x;
    }
}
