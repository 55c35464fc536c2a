using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CsCheck;
using DeepAnatomy.Networks.Architectures;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Analysis;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Networks.Tests.Architectures;

/// <summary>Templates: numbers of parameters against independent sums, shapes at several sizes, and random settings.</summary>
public class TemplateTests
{
    static TensorShape Shape(params int[] sizes) => new([null, .. sizes.Select(size => (int?)size)]);

    static ImmutableArray<TensorShape> Outputs(Network network, TensorShape input)
    {
        var shapes = ShapeInference.Of(network, [input]);
        return [.. network.Outputs.Select(output => shapes[output])];
    }

    static long Parameters(Network network, TensorShape input)
    {
        var shapes = ShapeInference.Of(network, [input]);
        return network.Calls.Where(call => call.Number == 0).Sum(call => network.Layers[call.Layer].Weights([.. call.Tensors.Select(tensor => shapes[tensor])]).Sum(weight => weight.Count));
    }

    // Convolution with window k without bias, and the four numbers of a batch normalisation for each output channel.
    static long Unit(int k, int from, int to) => ((long)k * from * to) + (4 * to);

    [Fact]
    public void A_unet_of_width_16_and_4_levels_has_the_parameters_of_the_sum()
    {
        var expected = Unit(9, 1, 16) + Unit(9, 16, 16) + Unit(9, 16, 32) + Unit(9, 32, 32) + Unit(9, 32, 64) + Unit(9, 64, 64) + Unit(9, 64, 128) + Unit(9, 128, 128)
            + (4 * 128 * 64) + 64 + Unit(9, 128, 64) + Unit(9, 64, 64)
            + (4 * 64 * 32) + 32 + Unit(9, 64, 32) + Unit(9, 32, 32)
            + (4 * 32 * 16) + 16 + Unit(9, 32, 16) + Unit(9, 16, 16)
            + (16 * 4) + 4;
        var count = Parameters(new UNet2D { Classes = 4 }.Build(), Shape(64, 64, 1));
        Assert.Equal(expected, count);
        Assert.InRange(count, 475_000, 485_000);
    }

    [Theory]
    [InlineData(8, 4, 0.12)]
    [InlineData(16, 5, 1.94)]
    [InlineData(24, 4, 1.08)]
    [InlineData(32, 4, 1.93)]
    [InlineData(32, 5, 7.8)]
    public void Widths_and_levels_have_the_published_sizes(int width, int levels, double millions) =>
        Assert.Equal(millions, Parameters(new UNet2D { BaseFilters = width, Levels = levels, Classes = 4 }.Build(), Shape(64, 64, 1)) / 1e6, 0.03 * millions);

    [Fact]
    public void The_original_unet_without_normalisation_has_31_million_parameters()
    {
        // 31,030,593 is the number of the well-known Keras U-Net (64 … 1024, transposed convolutions, one output).
        var network = new UNet2D { BaseFilters = 64, MaxFilters = 1024, Levels = 5, Norm = NormalizationKind.None, Classes = 1, Output = OutputKind.Sigmoid }.Build();
        Assert.Equal(31_030_593 + 0, Parameters(network, Shape(64, 64, 1)));
    }

    [Fact]
    public void Densenet_121_has_its_published_parameters()
    {
        // Keras: DenseNet121 has 8,062,504 parameters with 3 channels and 1,000 classes.
        var network = new DenseNet { Blocks = [6, 12, 24, 16], GrowthRate = 32, BaseFilters = 64, InputChannels = 3, Outputs = 1000 }.Build();
        Assert.Equal(8_062_504, Parameters(network, Shape(224, 224, 3)));
        Assert.Equal("(None, 1000)", Outputs(network, Shape(224, 224, 3)).Single().ToString());
    }

    [Theory]
    [InlineData(64, 64)]
    [InlineData(8, 16)]
    [InlineData(248, 512)]
    public void The_output_has_the_size_of_the_input(int rows, int columns) =>
        Assert.Equal($"(None, {rows}, {columns}, 5)", Outputs(new UNet2D { Classes = 5 }.Build(), Shape(rows, columns, 1)).Single().ToString());

    [Fact]
    public void A_size_that_is_no_multiple_does_not_fit()
    {
        var template = new UNet2D();
        Assert.Equal([8, 8], template.SizeMultiple.AsEnumerable());
        Assert.Throws<ShapeException>(() => Outputs(template.Build(), Shape(60, 64, 1)));
    }

    [Fact]
    public void Thick_slices_are_halved_later()
    {
        var template = new UNet3D { Levels = 4, InPlaneLevels = 2, Classes = 3 };
        Assert.Equal([2, 8, 8], template.SizeMultiple.AsEnumerable());
        Assert.Equal("(None, 6, 16, 24, 3)", Outputs(template.Build(), Shape(6, 16, 24, 1)).Single().ToString());
    }

    [Fact]
    public void Neighbouring_slices_are_channels()
    {
        var template = new UNet25D { Neighbours = 2 };
        Assert.Equal(5, template.Channels);
        Assert.Equal("(None, 16, 16, 2)", Outputs(template.Build(), Shape(16, 16, 5)).Single().ToString());
    }

    [Fact]
    public void Deep_supervision_adds_outputs_from_fine_to_coarse() =>
        Assert.Equal(
            ["(None, 32, 32, 2)", "(None, 16, 16, 2)", "(None, 8, 8, 2)"],
            Outputs(new ResidualUNet { Levels = 4, DeepSupervision = 2 }.Build(), Shape(32, 32, 1)).Select(shape => shape.ToString()));

    [Fact]
    public void Inputs_are_free_and_named()
    {
        var input = Assert.IsType<InputLayer>(new AttentionUNet().Build().Layers[0]);
        Assert.Equal(("image", "(None, None, None, 1)"), (input.Name, input.Shape.ToString()));
    }

    [Theory]
    [InlineData("unet2d"), InlineData("unet2.5d"), InlineData("unet3d"), InlineData("residual_unet"), InlineData("attention_unet"), InlineData("vnet"), InlineData("densenet"), InlineData("nnunet_plain"), InlineData("nnunet_resenc")]
    public void Defaults_can_be_built(string id)
    {
        var template = ArchitectureTemplates.Find(id)!.Defaults;
        Assert.Empty(template.Check());
        Assert.NotEmpty(template.Build().Layers);
    }

    [Fact]
    public void Settings_that_contradict_each_other_are_told()
    {
        var template = new UNet3D { Upsampling = UpsamplingKind.Bilinear, DeepSupervision = 3, Classes = 1, KernelSize = 4 };
        Assert.Equal(["kernelSize", "deepSupervision", "upsampling", "classes"], template.Check().Select(problem => problem.Setting));
        Assert.Contains("Bilinear", Assert.Throws<ArgumentException>(template.Build).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, ArchitectureTemplate> NnUnets => new()
    {
        { "plain2d", new NnUnetPlain { FeaturesPerStage = [8, 16, 32, 32], Classes = 3, DeepSupervision = true } },
        { "resenc2d", new NnUnetResidual { FeaturesPerStage = [8, 16, 32, 32], BlocksPerStage = [1, 3, 4, 6], Classes = 3, DeepSupervision = true } },
    };

    [ReferenceDataTheory]
    [MemberData(nameof(NnUnets))]
    public void Networks_of_nnunet_have_the_weights_of_its_checkpoints(string name, ArchitectureTemplate template)
    {
        var keys = JsonNode.Parse(File.ReadAllText(ReferenceData.Path($"keras/nnunet/{name}_keys.json")))!.AsObject()
            .Where(pair => !pair.Key.Contains("all_modules", StringComparison.Ordinal) && !pair.Key.StartsWith("decoder.encoder", StringComparison.Ordinal))
            .Select(pair => Key(pair.Value!.AsArray().Select(size => (int)size!)));
        var weights = NetworkAnalysis.Of(template.Build(), Shape(64, 64, template.Channels)).Weights.SelectMany(layer => layer.Value).Select(weight => Key(weight.Shape));
        Assert.Equal(keys.Order(StringComparer.Ordinal), weights.Order(StringComparer.Ordinal));

        // The axes of a kernel stand in another order there.
        static string Key(IEnumerable<int> sizes) => string.Join('×', sizes.Order());
    }

    [Fact]
    public void Plans_of_a_volume_with_thick_slices_become_a_network()
    {
        var template = new NnUnetResidual { Dimensions = 3, FeaturesPerStage = [4, 8, 12], KernelSizes = [[1, 3, 3], [3, 3, 3], [3, 3, 3]], Strides = [[1, 1, 1], [1, 2, 2], [2, 2, 2]], BlocksPerStage = [1, 2, 2], Classes = 3, DeepSupervision = true };
        Assert.Equal([2, 4, 4], template.SizeMultiple.AsEnumerable());
        Assert.Equal(["(None, 4, 8, 12, 3)", "(None, 4, 4, 6, 3)"], Outputs(template.Build(), Shape(4, 8, 12, 1)).Select(shape => shape.ToString()));
    }

    [Fact]
    public void Plans_that_contradict_themselves_are_told() => Assert.Equal(
        ["kernelSizes", "strides", "norm", "convPerStage", "convPerStageDecoder"],
        new NnUnetPlain { KernelSizes = [[3, 3]], Strides = [[2, 2], [2, 2], [2, 2], [2, 2], [2, 2], [2, 2]], Norm = NormalizationKind.Layer, ConvPerStage = [1, 2], ConvPerStageDecoder = [] }.Check().Select(problem => problem.Setting));

    static readonly Gen<UNetTemplate> AnyUNet =
        from kind in Gen.Int[0, 4]
        from sizes in Gen.Select(Gen.Int[2, 4], Gen.Int[1, 5], Gen.Int[1, 3], Gen.Int[1, 3])
        from norm in Gen.Enum<NormalizationKind>()
        from activation in Gen.Enum<ActivationKind>()
        from moves in Gen.Select(Gen.Enum<UpsamplingKind>(), Gen.Enum<DownsamplingKind>(), Gen.Bool, Gen.Int[0, 2])
        select With(
            kind switch
            {
                0 => new UNet2D { Attention = moves.Item3, InputChannels = sizes.Item4 },
                1 => new UNet25D { Neighbours = sizes.Item3, Attention = moves.Item3 },
                2 => new UNet3D { InPlaneLevels = Math.Min(moves.Item4, sizes.Item1 - 1), Attention = moves.Item3 },
                3 => new ResidualUNet { Dimensions = 2 + (moves.Item4 % 2), Attention = moves.Item3, InputChannels = sizes.Item4 },
                _ => new AttentionUNet { Dimensions = 2 + (moves.Item4 % 2), Residual = moves.Item3 },
            },
            sizes, norm, activation, moves);

    static UNetTemplate With(UNetTemplate template, (int Levels, int Filters, int Convolutions, int Classes) sizes, NormalizationKind norm, ActivationKind activation, (UpsamplingKind Up, DownsamplingKind Down, bool, int Deep) moves) => template with
    {
        Levels = sizes.Levels,
        BaseFilters = sizes.Filters,
        ConvPerLevel = sizes.Convolutions,
        Classes = sizes.Classes + 1,
        Norm = norm,
        Activation = activation,
        Upsampling = template.Rank == 3 && moves.Up == UpsamplingKind.Bilinear ? UpsamplingKind.Nearest : moves.Up,
        Downsampling = moves.Down,
        Dropout = sizes.Convolutions / 10.0,
        DeepSupervision = Math.Min(moves.Deep, sizes.Levels - 2),
    };

    [Fact]
    public void Any_settings_give_a_network_whose_output_has_the_size_of_its_input() => Gen.Select(AnyUNet, Gen.Int[1, 3]).Sample(
        (template, factor) =>
        {
            var network = template.Build();
            int[] size = [.. template.SizeMultiple.Select(multiple => multiple * factor)];
            var outputs = Outputs(network, Shape([.. size, template.Channels]));
            return outputs.Length == template.DeepSupervision + 1
                && outputs[0].Equals(Shape([.. size, template.Classes]))
                && network.Layers.Select(layer => layer.Name).Distinct().Count() == network.Layers.Length;
        },
        iter: 300);

    [Fact]
    public void Any_vnet_and_densenet_can_be_built() => Gen.Select(Gen.Int[2, 3], Gen.Int[2, 4], Gen.Int[1, 4], Gen.Enum<NormalizationKind>(), Gen.Enum<ActivationKind>()).Sample(
        (rank, levels, width, norm, activation) =>
        {
            var vnet = new VNet { Dimensions = rank, Levels = levels, BaseFilters = width, Norm = norm, Activation = activation, Classes = 3, ConvPerLevel = width };
            int[] size = [.. vnet.SizeMultiple.Select(multiple => multiple * 2)];
            var dense = new DenseNet { Dimensions = rank, Blocks = [.. Enumerable.Repeat(width, levels)], GrowthRate = width, Bottleneck = width - 1, Norm = norm, Activation = activation, Task = DenseNetTask.Regression, Outputs = 1, Reduce = levels % 2 == 0 };
            return Outputs(vnet.Build(), Shape([.. size, 1])).Single().Equals(Shape([.. size, 3]))
                && Outputs(dense.Build(), Shape([.. Enumerable.Repeat(33, rank), 1])).Single().Equals(Shape(1));
        },
        iter: 100);
}
