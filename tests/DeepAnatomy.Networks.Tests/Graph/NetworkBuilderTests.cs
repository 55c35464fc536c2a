using CsCheck;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Networks.Tests.Graph;

public class NetworkBuilderTests
{
    [Theory]
    [InlineData("Conv2DTranspose", "conv2d_transpose")]
    [InlineData("BatchNormalization", "batch_normalization")]
    [InlineData("ReLU", "re_lu")]
    [InlineData("PReLU", "p_re_lu")]
    [InlineData("LeakyReLU", "leaky_re_lu")]
    [InlineData("ELU", "elu")]
    [InlineData("UpSampling2D", "up_sampling2d")]
    [InlineData("ConvLSTM2D", "conv_lstm2d")]
    [InlineData("GlobalAveragePooling2D", "global_average_pooling2d")]
    [InlineData("DepthwiseConv2D", "depthwise_conv2d")]
    [InlineData("SpatialDropout3D", "spatial_dropout3d")]
    [InlineData("InputLayer", "input_layer")]
    public void Class_names_become_snake_case_as_in_Keras(string className, string snake) => Assert.Equal(snake, LayerNames.Snake(className));

    [Fact]
    public void Layers_without_a_name_get_one_in_the_order_of_their_creation()
    {
        NetworkBuilder builder = new();
        var x = builder.Input(new([null, 8, 8, 1]), "ct");
        var a = builder.Add(Convolution(4), x);
        var b = builder.Add(Convolution(4) with { Name = "conv2d_1" }, a);
        var c = builder.Add(Convolution(4), b);
        var network = builder.Build("m", builder.Add(new Add(), a, c));
        Assert.Equal(["ct", "conv2d", "conv2d_1", "conv2d_2", "add"], network.Layers.Select(layer => layer.Name));
        Assert.Equal(new([null, 8, 8, 4]), builder.ShapeOf(c));
    }

    [Fact]
    public void A_name_that_is_given_twice_is_refused()
    {
        NetworkBuilder builder = new();
        var x = builder.Add(Convolution(4) with { Name = "a" }, builder.Input(new([null, 8, 8, 1]), "a"));
        Assert.Throws<ArgumentException>(() => builder.Build("m", x));
    }

    [Fact]
    public void A_layer_that_is_added_twice_is_one_layer_with_two_calls()
    {
        NetworkBuilder builder = new();
        var (x, y) = (builder.Input(new([null, 8, 8, 1])), builder.Input(new([null, 8, 8, 1])));
        var shared = Convolution(2);
        var network = builder.Build("m", builder.Add(new Concatenate(), builder.Add(shared, x), builder.Add(shared, y)));
        Assert.Single(network.Layers.OfType<Convolution>());
        Assert.Equal([0, 1], network.Calls.Where(call => network.Layers[call.Layer] is Convolution).Select(call => call.Number));
    }

    [Fact]
    public void The_order_of_layers_follows_depth_first_and_then_the_first_visit_from_the_outputs()
    {
        NetworkBuilder builder = new();
        var x = builder.Input(new([null, 8, 8, 4]), "x");
        var late = builder.Add(Convolution(4) with { Name = "short" }, x);
        var deep = builder.Add(Convolution(4) with { Name = "deep" }, builder.Add(Convolution(4) with { Name = "first" }, x));
        var network = builder.Build("m", builder.Add(new Add { Name = "sum" }, late, deep));
        Assert.Equal(["x", "first", "short", "deep", "sum"], network.Layers.Select(layer => layer.Name));
    }

    [Fact]
    public void What_no_output_needs_is_left_out_but_inputs_stay()
    {
        NetworkBuilder builder = new();
        var (x, unused) = (builder.Input(new([null, 4]), "x"), builder.Input(new([null, 4]), "unused"));
        builder.Add(new Dense { Units = 2, Name = "lost" }, unused);
        var network = builder.Build("m", builder.Add(new Dense { Units = 3, Name = "kept" }, x));
        Assert.Equal(["x", "unused", "kept"], network.Layers.Select(layer => layer.Name));
    }

    [Fact]
    public void A_cycle_is_refused()
    {
        Network network = new()
        {
            Layers = [new Identity { Name = "a" }, new Identity { Name = "b" }],
            Calls = [new() { Layer = 0, Arguments = [new TensorArgument(new(1))] }, new() { Layer = 1, Arguments = [new TensorArgument(new(0))] }],
            Inputs = [],
            Outputs = [new(1)],
        };
        Assert.Contains("cycle", Assert.Throws<ShapeException>(() => ModelOrder.Arrange(network)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Chains_of_any_length_are_ordered()
    {
        NetworkBuilder builder = new();
        var x = builder.Input(new([null, 4]));
        for (var index = 0; index < 20_000; index++)
        {
            x = builder.Add(new Identity(), x);
        }

        Assert.Equal(20_001, builder.Build("m", x).Calls.Length);
    }

    [Fact]
    public void The_order_does_not_depend_on_the_order_of_the_file() =>
        Gen.Int[2, 14].SelectMany(count => Gen.Select(Gen.Int[0, 1000].Array[count * 2], Gen.Shuffle(Enumerable.Range(0, count + 1).ToArray()))).Sample((links, order) =>
        {
            var network = RandomGraph(links);
            var arranged = ModelOrder.Arrange(network);
            var shuffled = ModelOrder.Arrange(Shuffled(network, order));
            Assert.Equal(arranged.Layers.Select(layer => layer.Name), shuffled.Layers.Select(layer => layer.Name));
            Assert.Equal(arranged.Calls.Select(Text), shuffled.Calls.Select(Text));
            var made = new HashSet<int>();
            foreach (var call in arranged.Calls)
            {
                Assert.All(call.Tensors, tensor => Assert.Contains(tensor.Layer, made));
                made.Add(call.Layer);
            }
        }, iter: 300);

    static string Text(Call call) => $"{call.Layer}.{call.Number}({string.Join(",", call.Tensors)})";

    static Convolution Convolution(int filters) => new() { SpatialRank = 2, Filters = filters, KernelSize = [3, 3], Padding = Padding.Same };

    // Every layer takes two earlier tensors; the last one joins all that nobody took.
    static Network RandomGraph(int[] links)
    {
        var count = links.Length / 2;
        List<Layer> layers = [new InputLayer { Name = "n0", Shape = new([null, 4]) }];
        List<Call> calls = [new() { Layer = 0 }];
        for (var index = 1; index <= count; index++)
        {
            layers.Add(new Add { Name = $"n{index}" });
            calls.Add(new() { Layer = index, Arguments = [new ListArgument([Link(links[(2 * index) - 2], index), Link(links[(2 * index) - 1], index)])] });
        }

        return new() { Layers = [.. layers], Calls = [.. calls], Inputs = [new(0)], Outputs = [new(count)] };
    }

    static TensorArgument Link(int number, int before) => new(new(number % before));

    static Network Shuffled(Network network, int[] order)
    {
        TensorRef Map(TensorRef tensor) => new(Array.IndexOf(order, tensor.Layer), tensor.Call, tensor.Output);
        return network with
        {
            Layers = [.. order.Select(index => network.Layers[index])],
            Calls = [.. order.Select(index => network.Calls[index] with { Layer = Array.IndexOf(order, index), Arguments = [.. network.Calls[index].Arguments.Select(argument => argument.Map(Map))] })],
            Inputs = [.. network.Inputs.Select(Map)],
            Outputs = [.. network.Outputs.Select(Map)],
        };
    }
}
