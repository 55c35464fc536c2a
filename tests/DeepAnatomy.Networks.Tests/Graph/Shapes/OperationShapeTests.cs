using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Networks.Tests.Graph.Shapes;

/// <summary>Shapes as NumPy and <c>keras.ops</c> give them.</summary>
public class OperationShapeTests
{
    [Theory]
    [InlineData("Exp", "{}", "2,3,4", "2,3,4")]
    [InlineData("Sum", """{"axis": [1, -1], "keepdims": true}""", "2,3,4", "2,1,1")]
    [InlineData("Mean", """{"axis": 1}""", "2,3,4", "2,4")]
    [InlineData("Max", "{}", "2,3,4", "")]
    [InlineData("Argmax", """{"axis": -1}""", "?,3,4", "?,3")]
    [InlineData("Softmax", """{"axis": 1}""", "?,3,4", "?,3,4")]
    [InlineData("Cumsum", "{}", "2,3", "6")]
    [InlineData("Glu", """{"axis": -1}""", "?,3,4", "?,3,2")]
    [InlineData("Reshape", """{"newshape": [-1, 6]}""", "2,3,4", "4,6")]
    [InlineData("Reshape", """{"newshape": [-1, 6]}""", "?,3,4", "?,6")]
    [InlineData("Ravel", "{}", "2,3,4", "24")]
    [InlineData("Transpose", "{}", "2,3,4", "4,3,2")]
    [InlineData("Transpose", """{"axes": [0, 2, 1]}""", "?,3,4", "?,4,3")]
    [InlineData("Swapaxes", """{"axis1": 0, "axis2": -1}""", "2,3,4", "4,3,2")]
    [InlineData("Moveaxis", """{"source": 1, "destination": -1}""", "2,3,4,5", "2,4,5,3")]
    [InlineData("Moveaxis", """{"source": [0, 1], "destination": [-1, 0]}""", "2,3,4,5", "3,4,5,2")]
    [InlineData("ExpandDims", """{"axis": -1}""", "2,3", "2,3,1")]
    [InlineData("ExpandDims", """{"axis": [0, 2]}""", "2,3", "1,2,1,3")]
    [InlineData("Squeeze", "{}", "1,3,1", "3")]
    [InlineData("Squeeze", """{"axis": -1}""", "?,3,1", "?,3")]
    [InlineData("Pad", """{"pad_width": 1}""", "2,3", "4,5")]
    [InlineData("Pad", """{"pad_width": [[0, 0], [1, 2]]}""", "?,3", "?,6")]
    [InlineData("Repeat", """{"repeats": 3, "axis": 1}""", "2,3", "2,9")]
    [InlineData("Repeat", """{"repeats": 3}""", "2,3", "18")]
    [InlineData("Tile", """{"repeats": [2, 1, 3]}""", "4,5", "2,4,15")]
    [InlineData("BroadcastTo", """{"shape": [2, 3, 4]}""", "3,1", "2,3,4")]
    [InlineData("OneHot", """{"num_classes": 7}""", "?,3", "?,3,7")]
    [InlineData("OneHot", """{"num_classes": 7, "axis": 1}""", "?,3", "?,7,3")]
    [InlineData("MaxPool", """{"pool_size": 2, "padding": "same"}""", "?,5,6,3", "?,3,3,3")]
    [InlineData("AveragePool", """{"pool_size": [2, 3], "strides": 1, "data_format": "channels_first"}""", "?,3,5,6", "?,3,4,4")]
    [InlineData("Resize", """{"size": [4, 8]}""", "?,5,6,3", "?,4,8,3")]
    public void An_operation_with_one_operand_gives_the_shape_of_Keras(string className, string settings, string input, string output) =>
        Assert.Equal(output, Shown(Run(className, settings, [Tensor(0)], input).Single()));

    [Theory]
    [InlineData("Add", "?,3,1", "4", "?,3,4")]
    [InlineData("Maximum", "2,1", "2,5", "2,5")]
    [InlineData("Greater", "?,3", "?,3", "?,3")]
    [InlineData("Matmul", "?,3,4", "?,4,5", "?,3,5")]
    [InlineData("Matmul", "7,1,3,4", "2,4,5", "7,2,3,5")]
    public void An_operation_with_two_operands_gives_the_shape_of_Keras(string className, string left, string right, string output) =>
        Assert.Equal(output, Shown(Run(className, "{}", [Tensor(0), Tensor(1)], left, right).Single()));

    [Theory]
    [InlineData("Concatenate", """{"axis": -1}""", "2,8")]
    [InlineData("Stack", """{"axis": 1}""", "2,2,4")]
    public void Operations_on_lists_give_the_shape_of_Keras(string className, string settings, string output) =>
        Assert.Equal(output, Shown(Run(className, settings, [new ListArgument([Tensor(0), Tensor(1)])], "2,4", "2,4").Single()));

    [Theory]
    [InlineData("3", "?,2 ?,2 ?,2")]
    [InlineData("[1, -2]", "?,1 ?,3 ?,2")]
    public void A_split_gives_equal_parts_or_parts_at_places(string parts, string outputs) =>
        Assert.Equal(outputs, string.Join(" ", Run("Split", $$"""{"indices_or_sections": {{parts}}, "axis": 1}""", [Tensor(0)], "?,6").Select(Shown)));

    [Theory]
    [InlineData("0", "3,4")]
    [InlineData("[{\"class_name\": \"__ellipsis__\", \"config\": {}}, null]", "?,3,4,1")]
    [InlineData("[{\"class_name\": \"__slice__\", \"config\": {\"start\": null, \"stop\": null, \"step\": null}}, {\"class_name\": \"__slice__\", \"config\": {\"start\": 1, \"stop\": null, \"step\": null}}, -1]", "?,2")]
    [InlineData("[{\"class_name\": \"__ellipsis__\", \"config\": {}}, {\"class_name\": \"__slice__\", \"config\": {\"start\": 0, \"stop\": -1, \"step\": 2}}]", "?,3,2")]
    public void An_index_gives_the_shape_of_NumPy(string key, string output) =>
        Assert.Equal(output, Shown(Run("GetItem", "{}", [Tensor(0), new ConstantArgument(JsonNode.Parse(key))], "?,3,4").Single()));

    [Fact]
    public void Constants_are_stretched_like_tensors()
    {
        Assert.Equal("?,3", Shown(Run("Multiply", "{}", [Tensor(0), new ConstantArgument(2.5)], "?,3").Single()));
        Assert.Equal("?,3", Shown(Run("Multiply", "{}", [new ConstantArgument(JsonNode.Parse("[[1, 2, 3]]")), Tensor(0)], "?,1").Single()));
    }

    [Theory]
    [InlineData("Add", "2,3", "2,4")]
    [InlineData("Matmul", "2,3", "4,5")]
    [InlineData("Matmul", "3", "3,5")]
    public void Operands_that_do_not_fit_are_refused(string className, string left, string right) =>
        Assert.Throws<ShapeException>(() => Run(className, "{}", [Tensor(0), Tensor(1)], left, right));

    [Theory]
    [InlineData("Sum", """{"axis": 5}""")]
    [InlineData("Reshape", """{"newshape": [5, -1]}""")]
    [InlineData("Transpose", """{"axes": [0, 0, 1]}""")]
    [InlineData("Squeeze", """{"axis": 1}""")]
    [InlineData("Split", """{"indices_or_sections": 2, "axis": 1}""")]
    [InlineData("Pad", """{"pad_width": "wide"}""")]
    public void Settings_that_do_not_fit_are_refused(string className, string settings) =>
        Assert.Throws<ShapeException>(() => Run(className, settings, [Tensor(0)], "2,3,4"));

    static TensorArgument Tensor(int layer) => new(new(layer));

    static IEnumerable<TensorShape> Run(string className, string settings, Argument[] arguments, params string[] inputs)
    {
        Operation operation = new() { Kind = OperationCatalog.Get(className), Settings = JsonNode.Parse(settings)!.AsObject() };
        return operation.OutputShapes(new() { Layer = 9, Arguments = [.. arguments] }, [.. inputs.Select(Shape)]);
    }

    static TensorShape Shape(string text) => new([.. text.Split(',').Select(size => size == "?" ? (int?)null : int.Parse(size))]);

    static string Shown(TensorShape shape) => string.Join(",", shape.Sizes.Select(size => size?.ToString() ?? "?"));
}
