using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Catalog;

namespace DeepAnatomy.Networks.Tests.Graph.Shapes;

/// <summary>Layers that no golden file holds: shapes and weights by the rules of Keras's sources.</summary>
public class LayerShapeTests
{
    [Theory]
    [InlineData("Conv1D", """{"filters": 5, "kernel_size": 3, "padding": "causal", "strides": 2}""", "?,7,4", "?,4,5", "3,4,5 5")]
    [InlineData("Conv1DTranspose", """{"filters": 5, "kernel_size": 3, "strides": 2}""", "?,7,4", "?,15,5", "3,5,4 5")]
    [InlineData("Conv2D", """{"filters": 5, "kernel_size": 3, "data_format": "channels_first", "groups": 1, "use_bias": false}""", "?,4,7,8", "?,5,5,6", "3,3,4,5")]
    [InlineData("DepthwiseConv1D", """{"kernel_size": 3, "depth_multiplier": 2}""", "?,7,4", "?,5,8", "3,4,2 8")]
    [InlineData("SeparableConv1D", """{"filters": 5, "kernel_size": 3, "depth_multiplier": 2}""", "?,7,4", "?,5,5", "3,4,2 1,8,5 5")]
    [InlineData("GlobalMaxPooling3D", """{"keepdims": true}""", "?,2,3,4,5", "?,1,1,1,5", "")]
    [InlineData("AdaptiveAveragePooling2D", """{"output_size": [3, 2]}""", "?,7,8,5", "?,3,2,5", "")]
    [InlineData("UpSampling1D", """{"size": 3}""", "?,7,5", "?,21,5", "")]
    [InlineData("ZeroPadding1D", """{"padding": [1, 2]}""", "?,7,5", "?,10,5", "")]
    [InlineData("Cropping1D", """{"cropping": 2}""", "?,7,5", "?,3,5", "")]
    [InlineData("CenterCrop", """{"height": 4, "width": 3}""", "?,7,8,5", "?,4,3,5", "")]
    [InlineData("EinsumDense", """{"equation": "abc,cde->abde", "output_shape": [null, 2, 3], "bias_axes": "de"}""", "?,7,4", "?,7,2,3", "4,2,3 2,3")]
    [InlineData("EinsumDense", """{"equation": "...x,xy->...y", "output_shape": [6], "bias_axes": "y"}""", "?,7,8,4", "?,7,8,6", "4,6 6")]
    [InlineData("Embedding", """{"input_dim": 9, "output_dim": 4}""", "?,7", "?,7,4", "9,4")]
    [InlineData("Normalization", """{"axis": [1, -1]}""", "?,7,8,4", "?,7,8,4", "7,4 7,4 ")]
    [InlineData("RMSNormalization", "{}", "?,7,4", "?,7,4", "4")]
    [InlineData("SpectralNormalization", """{"layer": {"class_name": "Conv2D", "config": {"filters": 5, "kernel_size": 3}}}""", "?,7,8,4", "?,5,6,5", "3,3,4,5 1,5")]
    [InlineData("PReLU", "{}", "?,7,8,4", "?,7,8,4", "7,8,4")]
    [InlineData("Flatten", "{}", "?,7,8,4", "?,224", "")]
    [InlineData("RepeatVector", """{"n": 3}""", "?,7", "?,3,7", "")]
    [InlineData("LSTM", """{"units": 5}""", "?,7,4", "?,5", "4,20 5,20 20")]
    [InlineData("LSTM", """{"units": 5, "return_sequences": true, "return_state": true}""", "?,7,4", "?,7,5 ?,5 ?,5", "4,20 5,20 20")]
    [InlineData("GRU", """{"units": 5}""", "?,7,4", "?,5", "4,15 5,15 2,15")]
    [InlineData("GRU", """{"units": 5, "reset_after": false}""", "?,7,4", "?,5", "4,15 5,15 15")]
    [InlineData("SimpleRNN", """{"units": 5, "use_bias": false}""", "?,7,4", "?,5", "4,5 5,5")]
    [InlineData("Bidirectional", """{"layer": {"class_name": "LSTM", "config": {"units": 5, "return_sequences": true}}}""", "?,7,4", "?,7,10", "")]
    [InlineData("Bidirectional", """{"merge_mode": null, "layer": {"class_name": "LSTM", "config": {"units": 5}}}""", "?,7,4", "?,5 ?,5", "")]
    [InlineData("ConvLSTM3D", """{"filters": 2, "kernel_size": 3, "padding": "same", "return_state": true}""", "?,3,4,5,6,1", "?,4,5,6,2 ?,4,5,6,2 ?,4,5,6,2", "3,3,3,1,8 3,3,3,2,8 8")]
    public void A_layer_gives_the_shape_and_asks_for_the_weights_of_Keras(string className, string config, string input, string outputs, string weights)
    {
        List<Problem> problems = [];
        var layer = LayerCatalog.Read(className, JsonNode.Parse(config)!.AsObject(), "x", problems)!;
        Assert.Empty(problems);
        Call call = new() { Layer = 1, Arguments = [new TensorArgument(new(0))] };
        Assert.Equal(outputs, string.Join(" ", layer.OutputShapes(call, [Shape(input)]).Select(Shown)));
        Assert.Equal(weights, string.Join(" ", layer.Weights([Shape(input)]).Select(weight => string.Join(",", weight.Shape))));
    }

    [Theory]
    [InlineData("Dot", """{"axes": [2, 1]}""", "?,7,4", "?,4,5", "?,7,5")]
    [InlineData("Dot", """{"axes": 1}""", "?,4", "?,4", "?,1")]
    [InlineData("Attention", "{}", "?,7,4", "?,3,5", "?,7,5")]
    [InlineData("Multiply", "{}", "?,7,8,4", "?,4", "?,7,8,4")]
    [InlineData("Concatenate", """{"axis": 1}""", "?,7,4", "?,3,4", "?,10,4")]
    public void A_layer_with_two_inputs_gives_the_shape_of_Keras(string className, string config, string left, string right, string output)
    {
        var layer = LayerCatalog.Read(className, JsonNode.Parse(config)!.AsObject(), "x", [])!;
        Call call = new() { Layer = 2, Arguments = [new ListArgument([new TensorArgument(new(0)), new TensorArgument(new(1))])] };
        Assert.Equal(output, Shown(layer.OutputShapes(call, [Shape(left), Shape(right)]).Single()));
    }

    [Theory]
    [InlineData("MaxPooling2D", "{}", "?,1,8,4")]
    [InlineData("Conv2D", """{"filters": 5, "kernel_size": 3, "groups": 5}""", "?,7,8,4")]
    [InlineData("Conv2D", """{"filters": 5, "kernel_size": 3}""", "?,7,8")]
    [InlineData("GroupNormalization", """{"groups": 3}""", "?,7,8,4")]
    [InlineData("Cropping2D", """{"cropping": 4}""", "?,7,8,4")]
    [InlineData("Reshape", """{"target_shape": [5, -1]}""", "?,7,8,4")]
    [InlineData("Permute", """{"dims": [1, 2]}""", "?,7,8,4")]
    [InlineData("BatchNormalization", """{"axis": 4}""", "?,7,8,4")]
    public void An_input_that_does_not_fit_is_refused(string className, string config, string input)
    {
        var layer = LayerCatalog.Read(className, JsonNode.Parse(config)!.AsObject(), "x", [])!;
        Assert.Throws<ShapeException>(() => layer.OutputShapes(new() { Layer = 1, Arguments = [new TensorArgument(new(0))] }, [Shape(input)]));
    }

    static TensorShape Shape(string text) => new([.. text.Split(',').Select(size => size == "?" ? (int?)null : int.Parse(size))]);

    static string Shown(TensorShape shape) => string.Join(",", shape.Sizes.Select(size => size?.ToString() ?? "?"));
}
