using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Torch.Engine;

namespace DeepAnatomy.Torch.Tests.Layers;

/// <summary>Operations of <c>keras.ops</c>: shapes as inferred, numbers as the mathematics says.</summary>
public class OperationTests
{
    static readonly Dictionary<string, string> Needed = new()
    {
        ["Clip"] = """{"x_min": -0.5, "x_max": 0.5}""", ["Cast"] = """{"dtype": "int32"}""", ["Threshold"] = """{"threshold": 0.2, "value": -1}""", ["Roll"] = """{"shift": 1, "axis": 1}""",
        ["Split"] = """{"indices_or_sections": [1], "axis": 1}""", ["Reshape"] = """{"newshape": [-1, 6]}""", ["Swapaxes"] = """{"axis1": 1, "axis2": 2}""", ["Moveaxis"] = """{"source": 1, "destination": -1}""",
        ["ExpandDims"] = """{"axis": 1}""", ["Pad"] = """{"pad_width": [[0, 0], [1, 2], [0, 1]]}""", ["Repeat"] = """{"repeats": 2, "axis": 1}""", ["Tile"] = """{"repeats": [1, 2, 1]}""",
        ["BroadcastTo"] = """{"shape": [5, 2, 3, 4]}""", ["OneHot"] = """{"num_classes": 3}""", ["MaxPool"] = """{"pool_size": 2}""", ["AveragePool"] = """{"pool_size": 2, "padding": "same"}""",
        ["Resize"] = """{"size": [4, 5]}""", ["Transpose"] = """{"axes": [0, 2, 1]}""", ["Sum"] = """{"axis": [1], "keepdims": true}""", ["Mean"] = """{"axis": -1}""", ["Argmax"] = """{"axis": 1}""",
        ["Logsumexp"] = """{"axis": [1, 2]}""", ["Squeeze"] = """{"axis": 1}""",
    };

    static readonly Dictionary<string, Func<double, double>> Unary = new()
    {
        ["Absolute"] = Math.Abs, ["Negative"] = x => -x, ["Reciprocal"] = x => 1 / x, ["Exp"] = Math.Exp, ["Exp2"] = x => Math.Pow(2, x), ["Expm1"] = x => Math.Exp(x) - 1, ["Square"] = x => x * x,
        ["Sign"] = x => Math.Sign(x), ["Floor"] = Math.Floor, ["Ceil"] = Math.Ceiling, ["Trunc"] = Math.Truncate, ["Round"] = Math.Round, ["Sin"] = Math.Sin, ["Cos"] = Math.Cos, ["Tan"] = Math.Tan,
        ["Sinh"] = Math.Sinh, ["Cosh"] = Math.Cosh, ["Tanh"] = Math.Tanh, ["Arcsin"] = Math.Asin, ["Arccos"] = Math.Acos, ["Arctan"] = Math.Atan, ["Clip"] = x => Math.Clamp(x, -0.5, 0.5),
        ["Cast"] = Math.Truncate, ["Relu"] = x => Math.Max(x, 0), ["Sigmoid"] = Sigmoid, ["LogSigmoid"] = x => Math.Log(Sigmoid(x)), ["Softplus"] = x => Math.Log(1 + Math.Exp(x)),
        ["Softsign"] = x => x / (1 + Math.Abs(x)), ["Silu"] = x => x * Sigmoid(x), ["HardSigmoid"] = x => Math.Clamp((x + 3) / 6, 0, 1), ["HardSilu"] = x => x * Math.Clamp((x + 3) / 6, 0, 1),
        ["HardTanh"] = x => Math.Clamp(x, -1, 1), ["TanhShrink"] = x => x - Math.Tanh(x), ["Mish"] = x => x * Math.Tanh(Math.Log(1 + Math.Exp(x))), ["SparsePlus"] = x => x <= -1 ? 0 : 0.25 * (x + 1) * (x + 1),
        ["SparseSigmoid"] = x => 0.5 * (x + 1), ["SoftShrink"] = x => Math.Abs(x) > 0.5 ? x - (Math.Sign(x) * 0.5) : 0, ["HardShrink"] = x => Math.Abs(x) > 0.5 ? x : 0, ["Threshold"] = x => x > 0.2 ? x : -1,
        ["Squareplus"] = x => (x + Math.Sqrt((x * x) + 4)) / 2, ["LeakyRelu"] = x => x < 0 ? 0.2 * x : x, ["Elu"] = x => x < 0 ? Math.Exp(x) - 1 : x, ["Celu"] = x => x < 0 ? Math.Exp(x) - 1 : x,
        ["Selu"] = x => 1.0507009873554805 * (x < 0 ? 1.6732632423543772 * (Math.Exp(x) - 1) : x), ["Gelu"] = x => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))),
        ["ZerosLike"] = _ => 0, ["OnesLike"] = _ => 1, ["StopGradient"] = x => x, ["Isnan"] = _ => 0, ["Isfinite"] = _ => 1, ["LogicalNot"] = x => x == 0 ? 1 : 0, ["Relu6"] = x => Math.Clamp(x, 0, 6),
        ["Log"] = Math.Log, ["Log1p"] = x => Math.Log(1 + x), ["Log2"] = Math.Log2, ["Log10"] = Math.Log10, ["Sqrt"] = Math.Sqrt, ["Rsqrt"] = x => 1 / Math.Sqrt(x),
    };

    static readonly Dictionary<string, Func<double, double, double>> Binary = new()
    {
        ["Add"] = (a, b) => a + b, ["Subtract"] = (a, b) => a - b, ["Multiply"] = (a, b) => a * b, ["Divide"] = (a, b) => a / b, ["TrueDivide"] = (a, b) => a / b, ["FloorDivide"] = (a, b) => Math.Floor(a / b),
        ["DivideNoNan"] = (a, b) => b == 0 ? 0 : a / b, ["Maximum"] = Math.Max, ["Minimum"] = Math.Min, ["Arctan2"] = Math.Atan2, ["Mod"] = (a, b) => a - (b * Math.Floor(a / b)), ["Greater"] = (a, b) => a > b ? 1 : 0,
        ["GreaterEqual"] = (a, b) => a >= b ? 1 : 0, ["Less"] = (a, b) => a < b ? 1 : 0, ["LessEqual"] = (a, b) => a <= b ? 1 : 0, ["Equal"] = (a, b) => a == b ? 1 : 0, ["NotEqual"] = (a, b) => a != b ? 1 : 0,
        ["LogicalAnd"] = (a, b) => a != 0 && b != 0 ? 1 : 0, ["LogicalOr"] = (a, b) => a != 0 || b != 0 ? 1 : 0, ["LogicalXor"] = (a, b) => (a != 0) ^ (b != 0) ? 1 : 0, ["Power"] = Math.Pow,
    };

    public static TheoryData<string> All => [.. OperationCatalog.ClassNames.Order()];

    [Theory]
    [MemberData(nameof(All))]
    public void An_operation_gives_the_shape_that_was_inferred(string name)
    {
        var shape = name switch { "MaxPool" or "AveragePool" or "Resize" => TestModels.Shape(5, 6, 2), "Squeeze" => TestModels.Shape(1, 3), _ => TestModels.Shape(3, 4) };
        var (network, outputs) = Build(name, shape, operands: OperationCatalog.Get(name).Operands.Length is var count && name is "ZerosLike" or "OnesLike" or "GetItem" or "Pad" ? 1 : count);
        using (network)
        {
            ImmutableArray<int> sizes = [2, .. shape.Sizes.Skip(1).Select(size => size!.Value)];
            var inputs = Enumerable.Range(0, network.Network.Inputs.Length).Select(index => name == "Matmul" && index == 1 ? TestModels.Noise(9, 2, 4, 5) : TestModels.Noise(index, sizes)).ToArray();
            var result = network.Run(inputs).Outputs;
            Assert.Equal(outputs.Length, result.Length);
            foreach (var (expected, actual) in outputs.Zip(result))
            {
                Assert.Equal(expected.Rank, actual.Rank);
                Assert.All(expected.Sizes.Zip(actual.Shape), pair => Assert.Equal(pair.First ?? pair.Second, pair.Second));
            }

            Assert.All(result.Select((array, index) => (array, index)), output => Compare(name, inputs, output.array));
        }
    }

    [Theory]
    [InlineData("Sum", 10)]
    [InlineData("Mean", 2.5)]
    [InlineData("Var", 1.25)]
    [InlineData("Std", 1.118034)]
    [InlineData("Max", 4)]
    [InlineData("Min", 1)]
    [InlineData("Amax", 4)]
    [InlineData("Amin", 1)]
    [InlineData("Prod", 24)]
    [InlineData("All", 1)]
    [InlineData("Any", 1)]
    [InlineData("Argmax", 2)]
    [InlineData("Argmin", 1)]
    [InlineData("Logsumexp", 4.4401897)]
    public void A_reduction_gives_the_number_of_NumPy(string name, double expected)
    {
        var builder = new NetworkBuilder();
        var result = builder.Operate(name, new JsonObject { ["axis"] = 1 }, new TensorArgument(builder.Input(TestModels.Shape(4))));
        using var network = TorchNetwork.Load(TestModels.Of(builder.Build("model", result), 1));
        Assert.Equal(expected, network.Run([NdArray.Of([1, 4], [3f, 1f, 4f, 2f])]).Outputs[0][0], 1e-5);
    }

    [Theory]
    [InlineData("""[{"class_name": "__slice__", "config": {"start": null, "stop": null, "step": null}}, null, 1]""", 8, 4)]
    [InlineData("""[{"class_name": "__ellipsis__", "config": {}}, {"class_name": "__slice__", "config": {"start": 1, "stop": null, "step": 2}}]""", 12, 1)]
    [InlineData("""[{"class_name": "__slice__", "config": {"start": null, "stop": null, "step": null}}, -1]""", 8, 8)]
    [InlineData("""[{"class_name": "__slice__", "config": {"start": null, "stop": null, "step": null}}, {"class_name": "__slice__", "config": {"start": null, "stop": null, "step": 2}}]""", 16, 0)]
    public void Square_brackets_pick_as_in_NumPy(string key, int count, float first)
    {
        var builder = new NetworkBuilder();
        var x = builder.Input(TestModels.Shape(3, 4));
        var model = TestModels.Of(builder.Build("model", builder.Operate("GetItem", [], new TensorArgument(x), new ConstantArgument(JsonNode.Parse(key)))), 1);
        using var network = TorchNetwork.Load(model);
        var input = NdArray.Of([2, 3, 4], [.. Enumerable.Range(0, 24).Select(value => (float)value)]);
        var result = network.Run([input]).Outputs[0];
        Assert.Equal(count, result.Count);
        Assert.Equal(model.Network.OutputShapes(new Call { Layer = 0 }, [])[0].Sizes.Skip(1), result.Shape.Skip(1).Select(size => (int?)size));
        Assert.Equal(first, result[0]);
    }

    [Fact]
    public void Constants_take_part_in_operations_on_either_side()
    {
        var builder = new NetworkBuilder();
        var x = builder.Input(TestModels.Shape(2));
        var left = builder.Operate("Subtract", [], new ConstantArgument(1.0), new TensorArgument(x));
        var right = builder.Operate("Multiply", [], new TensorArgument(left), new ConstantArgument(new JsonArray(2.0, 3.0)));
        using var network = TorchNetwork.Load(TestModels.Of(builder.Build("model", right), 1));
        Assert.Equal([-2f, -6f], network.Run([NdArray.Of([1, 2], [2f, 3f])]).Outputs[0].ToFloats());
    }

    [Theory]
    [InlineData("reflect", new[] { 3f, 2f, 1f, 2f, 3f, 2f })]
    [InlineData("symmetric", new[] { 2f, 1f, 1f, 2f, 3f, 3f })]
    [InlineData("constant", new[] { 0f, 0f, 1f, 2f, 3f, 0f })]
    public void Padding_mirrors_as_in_NumPy(string mode, float[] expected)
    {
        var builder = new NetworkBuilder();
        var x = builder.Input(TestModels.Shape(3));
        JsonObject settings = new() { ["pad_width"] = new JsonArray(new JsonArray(0, 0), new JsonArray(2, 1)), ["mode"] = mode };
        using var network = TorchNetwork.Load(TestModels.Of(builder.Build("model", builder.Operate("Pad", settings, new TensorArgument(x))), 1));
        Assert.Equal(expected, network.Run([NdArray.Of([1, 3], [1f, 2f, 3f])]).Outputs[0].ToFloats());
    }

    static (TorchNetwork Network, ImmutableArray<TensorShape> Outputs) Build(string name, TensorShape shape, int operands)
    {
        var builder = new NetworkBuilder();
        TensorRef[] inputs = [.. Enumerable.Range(0, name is "Concatenate" or "Stack" ? 2 : operands).Select(index => builder.Input(name == "Matmul" && index == 1 ? TestModels.Shape(4, 5) : shape))];
        ImmutableArray<Argument> arguments = [.. inputs.Select(input => new TensorArgument(input))];
        arguments = name switch
        {
            "Concatenate" or "Stack" => [new ListArgument(arguments)],
            "GetItem" => [.. arguments, new ConstantArgument(0)],
            _ => arguments,
        };
        var settings = Needed.TryGetValue(name, out var json) ? JsonNode.Parse(json)!.AsObject() : [];
        if (name is "Concatenate" or "Stack")
        {
            settings["axis"] = 1;
        }

        var first = builder.Operate(name, settings, arguments);
        _ = builder.ShapeOf(first);
        TensorRef[] made = name == "Split" ? [first, first with { Output = 1 }] : [first];
        var network = TorchNetwork.Load(TestModels.Of(builder.Build("model", [.. made]), 1));
        return (network, [.. made.Select(builder.ShapeOf)]);
    }

    static void Compare(string name, NdArray[] inputs, NdArray actual)
    {
        for (var index = 0; index < actual.Count && actual.Count == inputs[0].Count; index++)
        {
            var expected = Unary.TryGetValue(name, out var unary) ? unary(inputs[0][index])
                : Binary.TryGetValue(name, out var binary) ? binary(inputs[0][index], inputs[1][index]) : actual[index];
            Assert.True(double.IsNaN(expected) && double.IsNaN(actual[index]) || Math.Abs(expected - actual[index]) <= 2e-6 * Math.Max(1, Math.Abs(expected)), $"{name}({inputs[0][index]}) is {actual[index]}, not {expected}.");
        }
    }

    static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
