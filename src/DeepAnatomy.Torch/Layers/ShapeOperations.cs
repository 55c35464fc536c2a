using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using TorchSharp;
using Padding = DeepAnatomy.Networks.Graph.Padding;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Operations with one operand that change its shape, or look at neighbours.</summary>
static class ShapeOperations
{
    /// <summary>The function, or null when the operation is none.</summary>
    public static Func<torch.Tensor, torch.Tensor>? Find(Operation operation) => operation.ClassName switch
    {
        "Cumsum" => Cumulative(operation.Integer("axis")),
        "Glu" => x => torch.nn.functional.glu(x, operation.Integer("axis") ?? -1),
        "Reshape" => Reshape(operation),
        "Ravel" => x => x.reshape(-1),
        "Transpose" => Transpose(operation.Integers("axes")),
        "Swapaxes" => x => x.transpose(operation.Integer("axis1")!.Value, operation.Integer("axis2")!.Value),
        "Moveaxis" => x => x.movedim(Longs(operation, "source"), Longs(operation, "destination")),
        "ExpandDims" => ExpandDims(operation),
        "Squeeze" => Squeeze(operation.Integers("axis")),
        "Repeat" => Repeat(operation),
        "Tile" => x => x.tile(Longs(operation, "repeats")),
        "BroadcastTo" => BroadcastTo(operation),
        "OneHot" => OneHot(operation),
        "MaxPool" or "AveragePool" => Pool(operation),
        "Resize" => Resize(operation),
        _ => null,
    };

    /// <summary>Parts of the operand along an axis.</summary>
    public static Func<torch.Tensor, torch.Tensor[]> Split(Operation operation)
    {
        var axis = operation.Integer("axis") ?? 0;
        var places = Longs(operation, "indices_or_sections");
        return operation["indices_or_sections"] is JsonArray ? x => Cut(x, axis, places) : x => x.chunk(places[0], axis);
    }

    static torch.Tensor[] Cut(torch.Tensor x, int axis, long[] places)
    {
        long[] edges = [0, .. places, x.shape[axis < 0 ? axis + x.dim() : axis]];
        return [.. edges.Zip(edges.Skip(1), (start, end) => x.narrow(axis, start, end - start))];
    }

    static Func<torch.Tensor, torch.Tensor> Cumulative(int? axis) => axis is { } given ? x => x.cumsum(given) : x => x.reshape(-1).cumsum(0);

    // A size that the file leaves open can only be the batch.
    static Func<torch.Tensor, torch.Tensor> Reshape(Operation operation)
    {
        long[] shape = [.. ((JsonArray)operation["newshape"]!).Select(size => JsonNumber.Whole(size) ?? -1)];
        return x => x.reshape(shape);
    }

    static Func<torch.Tensor, torch.Tensor> Transpose(ImmutableArray<int>? axes) => axes is { } order
        ? x => x.permute([.. order.Select(axis => (long)axis)])
        : x => x.permute([.. Enumerable.Range(0, (int)x.dim()).Select(axis => x.dim() - 1 - axis)]);

    static Func<torch.Tensor, torch.Tensor> ExpandDims(Operation operation)
    {
        var axes = Longs(operation, "axis");
        return x =>
        {
            var rank = x.dim() + axes.Length;
            foreach (var axis in axes.Select(axis => axis < 0 ? axis + rank : axis).Order())
            {
                x = x.unsqueeze(axis);
            }

            return x;
        };
    }

    static Func<torch.Tensor, torch.Tensor> Squeeze(ImmutableArray<int>? axes) => x =>
    {
        var gone = axes?.Select(axis => axis < 0 ? axis + x.dim() : axis).ToHashSet();
        return x.reshape([.. x.shape.Where((size, axis) => gone is null ? size != 1 : !gone.Contains(axis))]);
    };

    static Func<torch.Tensor, torch.Tensor> Repeat(Operation operation)
    {
        var repeats = Longs(operation, "repeats");
        var axis = operation.Integer("axis");
        return x =>
        {
            var (source, along) = axis is { } given ? (x, given) : (x.reshape(-1), 0);
            return repeats.Length == 1 ? source.repeat_interleave(repeats[0], along) : source.repeat_interleave(torch.tensor(repeats), along);
        };
    }

    static Func<torch.Tensor, torch.Tensor> BroadcastTo(Operation operation)
    {
        long?[] shape = [.. ((JsonArray)operation["shape"]!).Select(size => JsonNumber.Whole(size))];
        return x => x.broadcast_to([.. shape.Select((size, axis) => size ?? x.shape[axis - (shape.Length - x.dim())])]);
    }

    static Func<torch.Tensor, torch.Tensor> OneHot(Operation operation)
    {
        long classes = operation.Integer("num_classes")!.Value, axis = operation.Integer("axis") ?? -1;
        return x => x.to_type(torch.ScalarType.Int64).unsqueeze(axis < 0 ? axis + x.dim() + 1 : axis)
            .eq(torch.arange(classes).reshape([classes, .. Enumerable.Repeat(1L, (int)(axis < 0 ? -axis - 1 : x.dim() - axis))])).to_type(torch.ScalarType.Float32);
    }

    static Func<torch.Tensor, torch.Tensor> Pool(Operation operation) => x =>
    {
        var rank = (int)x.dim() - 2;
        var size = Spread(operation.Integers("pool_size")!.Value, rank);
        var strides = operation.Integers("strides") is { } given ? Spread(given, rank) : size;
        var padding = operation.Text("padding") == "same" ? Padding.Same : Padding.Valid;
        Pooling layer = operation.ClassName == "MaxPool"
            ? new MaxPooling { Name = operation.Name, SpatialRank = rank, PoolSize = size, Strides = strides, Padding = padding, DataFormat = Format(operation) }
            : new AveragePooling { Name = operation.Name, SpatialRank = rank, PoolSize = size, Strides = strides, Padding = padding, DataFormat = Format(operation) };
        return new PoolingExecutable(layer).Pool(x);
    };

    static Func<torch.Tensor, torch.Tensor> Resize(Operation operation)
    {
        var size = operation.Integers("size")!.Value;
        var interpolation = operation.Text("interpolation") == "nearest" ? Interpolation.Nearest : Interpolation.Bilinear;
        return x => ResizingExecutable.Resize(x, Format(operation), interpolation, size[0], size[1]);
    }

    static ImmutableArray<int> Spread(ImmutableArray<int> values, int rank) => values.Length == rank ? values : [.. Enumerable.Repeat(values[0], rank)];

    static DataFormat Format(Operation operation) => operation.Text("data_format") == "channels_first" ? DataFormat.ChannelsFirst : DataFormat.ChannelsLast;

    static long[] Longs(Operation operation, string key) => [.. operation.Integers(key)!.Value.Select(value => (long)value)];
}
