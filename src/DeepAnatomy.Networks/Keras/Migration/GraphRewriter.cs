using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using DeepAnatomy.Networks.Keras.Config;

namespace DeepAnatomy.Networks.Keras.Migration;

/// <summary>Puts layers and operations of Keras 3 into the graph that compute what a layer of an older Keras computed.</summary>
static class GraphRewriter
{
    /// <summary>Key in an entry that asks for a rewrite; no key of Keras begins like this.</summary>
    public const string Mark = "$rewrite";

    /// <summary>clip(0.2·x + 0.5, 0, 1) after the layer.</summary>
    public const string HardSigmoid = "hard_sigmoid";

    /// <summary>Bilinear enlargement without half-pixel centres; the layer itself was set to nearest.</summary>
    public const string Bilinear = "bilinear";

    /// <summary>Whether an entry asks for a rewrite.</summary>
    public static bool IsMarked(JsonObject entry) => entry[Mark] is not null;

    /// <summary>Adds what follows the last call of the draft.</summary>
    /// <param name="draft">The network in the making.</param>
    /// <param name="entry">Entry of the layer that was called.</param>
    /// <param name="made">What the call made.</param>
    /// <returns>The tensor that users of the call must take.</returns>
    public static TensorRef After(GraphDraft draft, JsonObject entry, TensorRef made) => entry[Mark].Text() switch
    {
        HardSigmoid => AfterHardSigmoid(draft, made),
        Bilinear when draft.Layers[made.Layer] is UpSampling layer => AroundUpSampling(draft, layer, made),
        _ => made,
    };

    static TensorRef AfterHardSigmoid(GraphDraft draft, TensorRef made)
    {
        var name = draft.Layers[made.Layer].Name;
        var scaled = Operate(draft, $"{name}_slope", "Multiply", [], new TensorArgument(made), new ConstantArgument(0.2));
        draft.Rewritten.Add(draft.Calls.Count - 1);
        var shifted = Operate(draft, $"{name}_shift", "Add", [], new TensorArgument(scaled), new ConstantArgument(0.5));
        return Operate(draft, $"{name}_clip", "Clip", new JsonObject { ["x_min"] = 0.0, ["x_max"] = 1.0 }, new TensorArgument(shifted));
    }

    /// <summary>
    /// Position i·s + r of the result lies r/s of the way from source pixel i to i + 1 (the last one stays).
    /// That is the mean of s consecutive elements of the image repeated s times, whose border is repeated once.
    /// </summary>
    static TensorRef AroundUpSampling(GraphDraft draft, UpSampling layer, TensorRef made)
    {
        var call = draft.Calls[^1];
        draft.Calls.RemoveAt(draft.Calls.Count - 1);
        var isLast = layer.DataFormat == DataFormat.ChannelsLast;
        JsonArray Axis(bool isSpatial) => [0, isSpatial ? 1 : 0];
        var padding = new JsonObject { ["pad_width"] = new JsonArray(Axis(false), Axis(isLast), Axis(true), Axis(!isLast)), ["mode"] = "symmetric" };
        var padded = Operate(draft, $"{layer.Name}_border", "Pad", padding, [.. call.Arguments]);
        draft.Calls.Add(call with { Arguments = [new TensorArgument(padded)] });

        var mean = Call(draft, made, new AveragePooling
        {
            Name = draft.Unused($"{layer.Name}_mean"), SpatialRank = layer.SpatialRank, PoolSize = layer.Size, Strides = [.. layer.Size.Select(_ => 1)], DataFormat = layer.DataFormat,
        });
        draft.Rewritten.Add(draft.Calls.Count - 1);
        return Call(draft, mean, new Cropping
        {
            Name = draft.Unused($"{layer.Name}_crop"), SpatialRank = layer.SpatialRank, Margins = [.. layer.Size.Select(_ => new Margin(0, 1))], DataFormat = layer.DataFormat,
        });
    }

    static TensorRef Operate(GraphDraft draft, string name, string className, JsonObject settings, params ImmutableArray<Argument> arguments)
    {
        var index = draft.Add(new Operation { Name = draft.Unused(name), Kind = OperationCatalog.Get(className), Settings = settings });
        draft.Calls.Add(new() { Layer = index, Arguments = arguments });
        return new(index);
    }

    static TensorRef Call(GraphDraft draft, TensorRef input, Layer layer)
    {
        var index = draft.Add(layer);
        draft.Calls.Add(new() { Layer = index, Arguments = [new TensorArgument(input)] });
        return new(index);
    }
}
