using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Analysis;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Networks.Tests.Graph.Analysis;

public class NetworkAnalysisTests
{
    [Fact]
    public void Parameters_work_and_memory_of_a_small_network_are_those_counted_by_hand()
    {
        NetworkBuilder builder = new();
        var x = builder.Add(Convolution(8), builder.Input(new([null, 10, 10, 3])));
        x = builder.Add(new BatchNormalization(), x);
        x = builder.Add(new MaxPooling { SpatialRank = 2 }, x);
        x = builder.Add(new Dense { Units = 5 }, builder.Add(new Flatten(), x));
        var analysis = NetworkAnalysis.Of(builder.Build("m", x));
        Assert.Empty(analysis.Problems);
        Assert.Equal((3 * 3 * 3 * 8) + 8 + (4 * 8) + (200 * 5) + 5, analysis.Parameters);
        Assert.Equal(analysis.Parameters - (2 * 8), analysis.TrainableParameters);
        Assert.Equal((100 * 8 * 27) + (200 * 5), analysis.MultiplyAdds);
        Assert.Equal(2 * analysis.MultiplyAdds, analysis.FloatingPointOperations);
        var all = 300 + 800 + 800 + 200 + 200 + 5;
        Assert.Equal(new MemoryEstimate(4 * analysis.Parameters, 0, 0, 3 * 4 * 1600), analysis.Inference(3));
        Assert.Equal(new MemoryEstimate(4 * analysis.Parameters, 4 * analysis.TrainableParameters, 8 * analysis.TrainableParameters, 4 * (all + 1600)), analysis.Training(1, 2));
    }

    [Fact]
    public void Free_sizes_leave_work_and_memory_open_until_they_are_given()
    {
        NetworkBuilder builder = new();
        var network = builder.Build("m", builder.Add(Convolution(8), builder.Input(new([null, null, null, 3]))));
        Assert.Null(NetworkAnalysis.Of(network).MultiplyAdds);
        Assert.Null(NetworkAnalysis.Of(network).Inference(1));
        Assert.Equal(224, NetworkAnalysis.Of(network).Parameters);
        Assert.Equal(100 * 8 * 27, NetworkAnalysis.Of(network, new TensorShape([null, 10, 10, 3])).MultiplyAdds);
    }

    [Fact]
    public void A_frozen_network_freezes_what_is_inside()
    {
        var inner = NetworkBuilder.Sequential("inner", new([null, 4]), new Dense { Units = 2 }) with { Trainable = false };
        NetworkBuilder builder = new();
        var network = builder.Build("m", builder.Add(new Dense { Units = 3 }, builder.Add(inner, builder.Input(new([null, 4])))));
        var analysis = NetworkAnalysis.Of(network);
        Assert.Empty(analysis.Problems);
        Assert.Equal((10 + 9, 9), (analysis.Parameters, analysis.TrainableParameters));
        Assert.Equal(["inner/dense", "dense"], analysis.Weights.Select(pair => pair.Key));
        Assert.Equal(10, analysis.Layers.Single(layer => layer.Path == "inner").Parameters);
    }

    [Fact]
    public void Weights_of_a_shared_layer_and_of_layers_inside_wrappers_are_counted_once()
    {
        NetworkBuilder builder = new();
        var (x, y) = (builder.Input(new([null, 6, 4])), builder.Input(new([null, 6, 4])));
        TimeDistributed shared = new() { Layer = new SpectralNormalization { Layer = new Dense { Units = 3 } } };
        Bidirectional both = new() { Layer = new GRU { Name = "gru", Units = 5 } };
        var network = builder.Build("m", builder.Add(both, builder.Add(new Add(), builder.Add(shared, x), builder.Add(shared, y))));
        var analysis = NetworkAnalysis.Of(network);
        Assert.Empty(analysis.Problems);
        var gru = (3 * 15) + (5 * 15) + 30;
        Assert.Equal(15 + 3 + (2 * gru), analysis.Parameters);
        Assert.Equal(["time_distributed/layer", "time_distributed/layer/layer", "bidirectional/forward_layer", "bidirectional/backward_layer"], analysis.Weights.Select(pair => pair.Key));
    }

    [Fact]
    public void A_size_that_skip_connections_cannot_take_is_named_with_the_multiple_that_fits()
    {
        var network = Hourglass(4);
        Assert.Equal([16, 16], SizeConstraint.Of(network).ToArray());
        Assert.Empty(NetworkAnalysis.Of(network, new TensorShape([null, 96, 112, 1])).Problems);
        var problems = NetworkAnalysis.Of(network, new TensorShape([null, 100, 112, 1])).Problems;
        Assert.Contains(problems, problem => problem.Message.Contains("multiples of 16 along axis 1", StringComparison.Ordinal) && !problem.Message.Contains("axis 2", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Path == "concatenate_1");
    }

    [ReferenceDataFact]
    public void The_multiples_of_the_golden_networks_are_found()
    {
        Assert.Equal([8, 8], SizeConstraint.Of(KerasGraph.Read(KerasFiles.Config("keras/unet2d.keras"))).ToArray());
        Assert.Equal([1, 1], SizeConstraint.Of(KerasGraph.Read(KerasFiles.Config("keras/layers/bn.keras"))).ToArray());
    }

    [Fact]
    public void Everything_that_is_wrong_with_a_graph_is_found_at_once()
    {
        Network network = new()
        {
            Name = "m",
            Layers =
            [
                new InputLayer { Name = "x", Shape = new([null, 4]) }, new Dense { Name = "same", Units = 2 }, new Identity { Name = "same" },
                new Identity { Name = "early" }, new Identity { Name = "lonely" }, new Convolution { Name = "flat", SpatialRank = 2, Filters = 1, KernelSize = [3, 3] },
            ],
            Calls =
            [
                Call(0), Call(3, 1), Call(1, 0), Call(2, 1), Call(4, 0), Call(5, 2),
            ],
            Inputs = [new(0)],
            Outputs = [new(2), new(3), new(5)],
        };
        var text = string.Join("\n", NetworkAnalysis.Of(network).Problems);
        Assert.Contains("m/same: Several layers", text, StringComparison.Ordinal);
        Assert.Contains("m/early: It takes a tensor of same that is made later", text, StringComparison.Ordinal);
        Assert.Contains("m/lonely: No output depends", text, StringComparison.Ordinal);
        Assert.Contains("flat: Conv2D: The input (None, 2) needs 4 axes", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shared_layer_whose_inputs_need_different_weights_is_a_problem()
    {
        NetworkBuilder builder = new();
        Dense shared = new() { Units = 2 };
        var network = builder.Build("m", builder.Add(new Add(), builder.Add(shared, builder.Input(new([null, 4]))), builder.Add(shared, builder.Input(new([null, 5])))));
        Assert.Contains(NetworkAnalysis.Of(network).Problems, problem => problem.Path == "dense" && problem.Message.Contains("shared", StringComparison.Ordinal));
    }

    [Fact]
    public void A_given_input_with_other_channels_or_axes_is_a_problem()
    {
        NetworkBuilder builder = new();
        var network = builder.Build("m", builder.Add(Convolution(8), builder.Input(new([null, null, null, 3]))));
        Assert.NotEmpty(NetworkAnalysis.Of(network, new TensorShape([null, 8, 8, 4])).Problems);
        Assert.NotEmpty(NetworkAnalysis.Of(network, new TensorShape([null, 8, 3])).Problems);
        Assert.NotEmpty(NetworkAnalysis.Of(network, new TensorShape([null, 8, 8, 3]), new TensorShape([null, 8, 8, 3])).Problems);
    }

    [Fact]
    public void Sizes_beyond_all_bounds_are_problems_and_nothing_worse()
    {
        NetworkBuilder builder = new();
        var x = builder.Input(new([null, int.MaxValue, int.MaxValue, int.MaxValue]));
        var network = builder.Build("m", builder.Add(new UpSampling { SpatialRank = 2, Size = [9, 9] }, builder.Add(Convolution(int.MaxValue), x)));
        Assert.NotEmpty(NetworkAnalysis.Of(network).Problems);
    }

    static Call Call(int layer, params int[] inputs) => new() { Layer = layer, Arguments = [.. inputs.Select(input => new TensorArgument(new(input)))] };

    static Convolution Convolution(int filters) => new() { SpatialRank = 2, Filters = filters, KernelSize = [3, 3], Padding = Padding.Same };

    static Network Hourglass(int depth)
    {
        NetworkBuilder builder = new();
        Stack<TensorRef> skips = new();
        var x = builder.Input(new([null, null, null, 1]));
        for (var level = 0; level < depth; level++)
        {
            x = builder.Add(Convolution(4), x);
            skips.Push(x);
            x = builder.Add(new MaxPooling { SpatialRank = 2 }, x);
        }

        while (skips.TryPop(out var skip))
        {
            x = builder.Add(new Concatenate(), builder.Add(new UpSampling { SpatialRank = 2 }, x), skip);
        }

        return builder.Build("hourglass", x);
    }
}
