using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Keras.Config;

namespace DeepAnatomy.Networks.Keras.Legacy;

/// <summary>The TensorFlow functions that are known: by their public name (<c>math.add</c>), and by the name of the graph operation after <c>op:</c>.</summary>
static class TensorFlowFunctions
{
    static readonly FrozenDictionary<string, TensorFlowFunction> Known = All().SelectMany(item => item.Names.Split(' ').Select(name => KeyValuePair.Create(name, item.Function)))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The rule for a function, or null.</summary>
    public static TensorFlowFunction? Find(string function) => Known.GetValueOrDefault(function);

    static IEnumerable<(string Names, TensorFlowFunction Function)> All() =>
    [
        Binary("math.add __operators__.add op:Add op:AddV2 op:BiasAdd", "Add"),
        Binary("math.subtract __operators__.sub op:Sub", "Subtract"),
        Binary("math.multiply __operators__.mul op:Mul", "Multiply"),
        Binary("math.divide math.truediv realdiv __operators__.truediv op:RealDiv", "TrueDivide"),
        Binary("math.divide_no_nan op:DivNoNan", "DivideNoNan"),
        Binary("math.pow pow __operators__.pow op:Pow", "Power"),
        Binary("math.maximum maximum op:Maximum", "Maximum"),
        Binary("math.minimum minimum op:Minimum", "Minimum"),
        Binary("math.greater __operators__.gt op:Greater", "Greater"),
        Binary("math.greater_equal __operators__.ge op:GreaterEqual", "GreaterEqual"),
        Binary("math.less __operators__.lt op:Less", "Less"),
        Binary("math.less_equal __operators__.le op:LessEqual", "LessEqual"),
        ("linalg.matmul matmul op:MatMul op:BatchMatMulV2", new("Matmul", call => call.Operand("b", 1) ? [] : null)),
        Unary("math.negative __operators__.neg op:Neg", "Negative"),
        Unary("math.abs abs op:Abs", "Absolute"),
        Unary("math.exp exp op:Exp", "Exp"),
        Unary("math.log op:Log", "Log"),
        Unary("math.log1p op:Log1p", "Log1p"),
        Unary("math.sqrt sqrt op:Sqrt", "Sqrt"),
        Unary("math.rsqrt op:Rsqrt", "Rsqrt"),
        Unary("math.square square op:Square", "Square"),
        Unary("math.tanh tanh nn.tanh op:Tanh", "Tanh"),
        Unary("math.sigmoid sigmoid nn.sigmoid op:Sigmoid", "Sigmoid"),
        Unary("nn.relu op:Relu", "Relu"),
        Unary("nn.relu6 op:Relu6", "Relu6"),
        Unary("nn.elu op:Elu", "Elu"),
        Unary("nn.selu op:Selu", "Selu"),
        Unary("math.softplus nn.softplus op:Softplus", "Softplus"),
        Unary("nn.silu nn.swish", "Silu"),
        Unary("stop_gradient op:StopGradient", "StopGradient"),
        ("nn.leaky_relu op:LeakyRelu", new("LeakyRelu", call => new() { ["negative_slope"] = call.Take("alpha", 1) ?? 0.2 })),
        ("nn.gelu", new("Gelu", call => new() { ["approximate"] = call.Take("approximate", 1) ?? false })),
        ("nn.softmax math.softmax op:Softmax", new("Softmax", call => new() { ["axis"] = call.Take("axis", 1) ?? -1 })),
        Reduction("math.reduce_mean reduce_mean op:Mean", "Mean"),
        Reduction("math.reduce_sum reduce_sum op:Sum", "Sum"),
        Reduction("math.reduce_max reduce_max op:Max", "Max"),
        Reduction("math.reduce_min reduce_min op:Min", "Min"),
        Reduction("math.reduce_prod reduce_prod op:Prod", "Prod"),
        ("concat", new("Concatenate", call => Joined(call, call.Take("axis")))),
        ("op:ConcatV2", new("Concatenate", call => Joined(call, call.Take("", call.Operands.Count - 1)))),
        ("stack", new("Stack", call => Joined(call, call.Take("axis") ?? 0))),
        ("reshape op:Reshape", new("Reshape", call => Constant(call.Take("shape", 1), "newshape"))),
        ("transpose op:Transpose", new("Transpose", call => Constant(call.Take("perm", 1), "axes"))),
        ("expand_dims op:ExpandDims", new("ExpandDims", call => Constant(call.Take("axis", 1), "axis"))),
        ("squeeze", new("Squeeze", call => new() { ["axis"] = call.Take("axis", 1) })),
        ("tile op:Tile", new("Tile", call => Constant(call.Take("multiples", 1), "repeats"))),
        ("repeat", new("Repeat", call => new() { ["repeats"] = call.Take("repeats", 1), ["axis"] = call.Take("axis", 1) })),
        ("cast", new("Cast", call => Constant(call.Take("dtype", 1), "dtype"))),
        ("clip_by_value op:ClipByValue", new("Clip", call => new() { ["x_min"] = call.Take("clip_value_min", 1), ["x_max"] = call.Take("clip_value_max", 1) })),
        ("pad compat.v1.pad op:Pad op:PadV2 op:MirrorPad", new("Pad", Pad)),
        ("image.resize image.resize_v2", new("Resize", Resize)),
        ("op:ResizeBilinear", new("Resize", GraphResize)),
        ("__operators__.getitem", new("GetItem", GetItem)),
    ];

    static (string, TensorFlowFunction) Binary(string names, string className) => (names, new(className, call => call.Operand("y", 1) ? [] : null));

    static (string, TensorFlowFunction) Unary(string names, string className) => (names, new(className, call => call.Operands.Count == 1 ? [] : null));

    static (string, TensorFlowFunction) Reduction(string names, string className) => (names, new(className, call =>
    {
        var axis = call.Take("axis", 1);
        return new() { ["axis"] = axis, ["keepdims"] = call.Take("keepdims")?.GetValueKind() == JsonValueKind.True };
    }));

    static JsonObject? Joined(OperationCall call, JsonNode? axis)
    {
        if (axis.Integer() is not { } number)
        {
            return null;
        }

        call.Gather();
        return new() { ["axis"] = number };
    }

    static JsonObject? Constant(JsonNode? value, string key) => value is JsonValue || (value is JsonArray list && list.All(item => item is JsonValue)) ? new() { [key] = value } : null;

    static JsonObject? Pad(OperationCall call)
    {
        var (padding, mode, filling) = (call.Take("paddings", 1), call.Take("mode").Text()?.ToLowerInvariant() ?? "constant", call.Take("constant_values", 1));
        if (padding is not JsonArray || filling.Number() is not (null or 0) || mode is not ("constant" or "reflect" or "symmetric"))
        {
            return null;
        }

        return new() { ["pad_width"] = padding, ["mode"] = mode };
    }

    static JsonObject? Resize(OperationCall call)
    {
        var (size, method) = (call.Take("size", 1), call.Take("method").Text()?.ToLowerInvariant() ?? "bilinear");
        var isPlain = call.Take("preserve_aspect_ratio")?.GetValueKind() is null or JsonValueKind.False && call.Take("antialias")?.GetValueKind() is null or JsonValueKind.False;
        return isPlain && size is JsonArray && method is "bilinear" or "nearest" ? new() { ["size"] = size, ["interpolation"] = method, ["data_format"] = "channels_last" } : null;
    }

    /// <summary>Without half-pixel centres there is no equivalent.</summary>
    static JsonObject? GraphResize(OperationCall call)
    {
        var (size, corners, centres) = (call.Take("size", 1), call.Take("align_corners")?.GetValueKind(), call.Take("half_pixel_centers")?.GetValueKind());
        return size is JsonArray && corners is null or JsonValueKind.False && centres is JsonValueKind.True
            ? new() { ["size"] = size, ["interpolation"] = "bilinear", ["data_format"] = "channels_last" }
            : null;
    }

    /// <summary>Slices become the special objects of Keras 3.</summary>
    static JsonObject? GetItem(OperationCall call)
    {
        var specification = call.Take("slice_spec", 1);
        List<JsonNode?> parts = specification is JsonArray list ? [.. list] : [specification];
        JsonArray key = [];
        foreach (var part in parts)
        {
            JsonNode? converted = part switch
            {
                JsonObject item when item.ContainsKey("start") => new JsonObject
                {
                    ["class_name"] = "__slice__",
                    ["config"] = new JsonObject { ["start"] = item["start"]?.DeepClone(), ["stop"] = item["stop"]?.DeepClone(), ["step"] = item["step"]?.DeepClone() },
                },
                JsonObject item when item["class_name"].Text() == "__ellipsis__" => new JsonObject { ["class_name"] = "__ellipsis__", ["config"] = new JsonObject() },
                JsonValue value when value.Text() == "..." => new JsonObject { ["class_name"] = "__ellipsis__", ["config"] = new JsonObject() },
                JsonValue value when value.Integer() is not null => value.DeepClone(),
                null => null,
                _ => new JsonArray(),
            };
            if (converted is JsonArray)
            {
                return null;
            }

            key.Add(converted);
        }

        call.Insert(1, key);
        return [];
    }
}
