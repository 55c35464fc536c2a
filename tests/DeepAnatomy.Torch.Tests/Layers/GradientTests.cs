using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using DeepAnatomy.Torch.Engine;
using TorchSharp;
using Padding = DeepAnatomy.Networks.Graph.Padding;

namespace DeepAnatomy.Torch.Tests.Layers;

/// <summary>Gradients of every family of layers, in training and at inference, against differences quotients in double precision.</summary>
public class GradientTests
{
    const double Step = 1e-5, Tolerance = 1e-6;

    public static TheoryData<string> Names => [.. Families.Keys];

    static readonly Dictionary<string, (Layer Layer, ImmutableArray<TensorShape> Inputs)> Families = All().ToDictionary(
        family => $"{family.Layer.ClassName} {family.Layer.Name}".TrimEnd(), family => (family.Layer with { Name = "layer" }, family.Inputs));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_gradient_is_that_of_the_difference_quotient(string name)
    {
        var (layer, inputs) = Families[name];
        var model = TestModels.Of(layer, 1, inputs);
        using var network = TorchNetwork.Load(model, new() { Purpose = EnginePurpose.Training, DoublePrecision = true });
        foreach (var training in layer is SpectralNormalization ? [false] : new[] { false, true })
        {
            Check(network, inputs, training);
        }
    }

    static void Check(TorchNetwork network, ImmutableArray<TensorShape> shapes, bool training)
    {
        using var scope = torch.NewDisposeScope();
        using var source = new torch.Generator(7);
        torch.Tensor[] inputs = [.. shapes.Select(shape => torch.randn([2, .. shape.Sizes.Skip(1).Select(size => (long)size!)], torch.ScalarType.Float64, generator: source).requires_grad_())];
        torch.Tensor[] leaves = [.. inputs, .. network.TrainableVariables.Select(variable => variable.Tensor)];
        torch.Tensor[]? weights = null;
        torch.Tensor Loss()
        {
            network.Reseed(3);
            var outputs = network.Forward(inputs, training);
            Assert.Equal(network.Network.OutputShapes(new Call { Layer = 0 }, []).Select(shape => string.Join('×', shape.Sizes.Skip(1))), outputs.Select(output => string.Join('×', output.shape[1..])));
            weights ??= [.. outputs.Select(output => torch.randn(output.shape, torch.ScalarType.Float64, generator: source))];
            return outputs.Zip(weights, (output, weight) => (output * weight).sum()).Aggregate((sum, next) => sum + next);
        }

        foreach (var leaf in leaves)
        {
            leaf.grad?.zero_();
        }

        Loss().backward();
        torch.Tensor[] directions = [.. leaves.Select(leaf => torch.randn(leaf.shape, torch.ScalarType.Float64, generator: source))];
        var expected = directions.Zip(leaves, (direction, leaf) => (direction * (leaf.grad ?? torch.zeros_like(leaf))).sum().ToDouble()).Sum();
        var difference = (Shifted(Step) - Shifted(-Step)) / (2 * Step);
        Assert.NotEqual(0, expected);
        Assert.Equal(difference, expected, Tolerance * Math.Max(1, Math.Abs(difference)));

        double Shifted(double step)
        {
            using var noGradient = torch.no_grad();
            Move(step);
            var loss = Loss().ToDouble();
            Move(-step);
            return loss;
        }

        void Move(double step)
        {
            foreach (var (leaf, direction) in leaves.Zip(directions))
            {
                leaf.add_(direction, step);
            }
        }
    }

    static IEnumerable<(Layer Layer, ImmutableArray<TensorShape> Inputs)> All()
    {
        TensorShape line = TestModels.Shape(6, 3), image = TestModels.Shape(5, 6, 4), volume = TestModels.Shape(4, 3, 5, 2), row = TestModels.Shape(5);
        yield return (new Convolution { Name = "", SpatialRank = 2, Filters = 3, KernelSize = [3, 2], Padding = Padding.Same, Activation = new("relu") }, [image]);
        yield return (new Convolution { Name = "softmax", SpatialRank = 2, Filters = 3, KernelSize = [1, 1], Activation = new("softmax") }, [image]);
        yield return (new Convolution { Name = "line", SpatialRank = 1, Filters = 3, KernelSize = [3], Strides = [2], Padding = Padding.Same }, [line]);
        yield return (new Convolution { Name = "volume", SpatialRank = 3, Filters = 2, KernelSize = [3, 3, 3], Padding = Padding.Same, Activation = new("tanh") }, [volume]);
        yield return (new ConvolutionTranspose { Name = "", SpatialRank = 2, Filters = 3, KernelSize = [3, 2], Strides = [2, 2], Padding = Padding.Same }, [image]);
        yield return (new ConvolutionTranspose { Name = "volume", SpatialRank = 3, Filters = 2, KernelSize = [2, 2, 2], Strides = [2, 2, 2] }, [volume]);
        yield return (new DepthwiseConvolution { Name = "", SpatialRank = 2, KernelSize = [3, 3], DepthMultiplier = 2 }, [image]);
        yield return (new SeparableConvolution { Name = "", SpatialRank = 2, Filters = 3, KernelSize = [3, 3], DepthMultiplier = 2, Activation = new("elu") }, [image]);
        yield return (new BatchNormalization { Name = "" }, [image]);
        yield return (new BatchNormalization { Name = "axis", Axis = 1, Scale = false }, [image]);
        yield return (new BatchNormalization { Name = "volume" }, [volume]);
        yield return (new BatchNormalization { Name = "row" }, [row]);
        yield return (new GroupNormalization { Name = "", Groups = 2 }, [image]);
        yield return (new GroupNormalization { Name = "instance", Groups = -1 }, [volume]);
        yield return (new LayerNormalization { Name = "" }, [image]);
        yield return (new LayerNormalization { Name = "axes", Axis = [1, 3] }, [image]);
        yield return (new RmsNormalization { Name = "" }, [image]);
        yield return (new UnitNormalization { Name = "" }, [image]);
        yield return (new MaxPooling { Name = "", SpatialRank = 2, Padding = Padding.Same }, [image]);
        yield return (new AveragePooling { Name = "", SpatialRank = 2, PoolSize = [3, 3], Strides = [2, 2], Padding = Padding.Same }, [image]);
        yield return (new GlobalAveragePooling { Name = "", SpatialRank = 2 }, [image]);
        yield return (new GlobalMaxPooling { Name = "", SpatialRank = 2, KeepDimensions = true }, [image]);
        yield return (new UpSampling { Name = "", SpatialRank = 2, Interpolation = Interpolation.Bilinear }, [image]);
        yield return (new UpSampling { Name = "nearest", SpatialRank = 3 }, [volume]);
        yield return (new Resizing { Name = "", Height = 8, Width = 4 }, [image]);
        yield return (new Dense { Name = "", Units = 4, Activation = new("silu") }, [image]);
        yield return (new EinsumDense { Name = "", Equation = "abc,cd->abd", OutputShape = [null, 4], BiasAxes = "d" }, [line]);
        yield return (new PReLU { Name = "", SharedAxes = [1, 2] }, [image]);
        yield return (new ELU { Name = "" }, [image]);
        yield return (new ReLU { Name = "", Ceiling = 1, NegativeSlope = 0.1, Threshold = 0.2 }, [image]);
        yield return (new LeakyReLU { Name = "" }, [image]);
        yield return (new Softmax { Name = "", Axis = [1, 2] }, [image]);
        yield return (new Dropout { Name = "", Rate = 0.3 }, [image]);
        yield return (new SpatialDropout { Name = "", SpatialRank = 2, Rate = 0.3 }, [image]);
        yield return (new GaussianDropout { Name = "", Rate = 0.3 }, [image]);
        yield return (new GaussianNoise { Name = "", StandardDeviation = 0.3 }, [image]);
        yield return (new AlphaDropout { Name = "", Rate = 0.3 }, [image]);
        yield return (new Add { Name = "" }, [image, image]);
        yield return (new Multiply { Name = "" }, [image, TestModels.Shape(1, 1, 4)]);
        yield return (new Average { Name = "" }, [image, image, image]);
        yield return (new Maximum { Name = "" }, [image, image]);
        yield return (new Concatenate { Name = "", Axis = 2 }, [image, image]);
        yield return (new Dot { Name = "", Axes = [2, 2], Normalize = true }, [line, line]);
        yield return (new LSTM { Name = "", Units = 3, ReturnSequences = true }, [line]);
        yield return (new GRU { Name = "", Units = 3, Dropout = 0.2 }, [line]);
        yield return (new GRU { Name = "before", Units = 3, ResetAfter = false }, [line]);
        yield return (new SimpleRNN { Name = "", Units = 3 }, [line]);
        yield return (new Bidirectional { Name = "", Layer = new LSTM { Name = "lstm", Units = 3, ReturnSequences = true } }, [line]);
        yield return (new ConvolutionLstm { Name = "", SpatialRank = 2, Filters = 2, KernelSize = [3, 3], Padding = Padding.Same }, [TestModels.Shape(3, 4, 4, 2)]);
        yield return (new TimeDistributed { Name = "", Layer = new Convolution { Name = "inner", SpatialRank = 1, Filters = 2, KernelSize = [2] } }, [image]);
        yield return (new MultiHeadAttention { Name = "", Heads = 2, KeySize = 3, Dropout = 0.1 }, [line, line]);
        yield return (new MultiHeadAttention { Name = "axes", Heads = 2, KeySize = 3, AttentionAxes = [2] }, [image, image]);
        yield return (new Attention { Name = "", UseScale = true, ScoreMode = "concat" }, [line, line]);
        yield return (new SpectralNormalization { Name = "", Layer = new Convolution { Name = "inner", SpatialRank = 2, Filters = 2, KernelSize = [2, 2] } }, [image]);
        yield return (new ZeroPadding { Name = "", SpatialRank = 2 }, [image]);
        yield return (new Cropping { Name = "", SpatialRank = 2, Margins = [new(1, 0), new(0, 2)] }, [image]);
        yield return (new Flatten { Name = "", DataFormat = DataFormat.ChannelsFirst }, [image]);
        yield return (new Permute { Name = "", Dimensions = [3, 1, 2] }, [image]);
        yield return (new RepeatVector { Name = "", Count = 3 }, [row]);
        yield return (new Reshape { Name = "", TargetShape = [-1, 2] }, [image]);
        yield return (new Rescaling { Name = "", Factor = 2.0, Offset = 1.0 }, [image]);
        foreach (var activation in ActivationNames.All.Where(name => name is not ("linear" or "threshold")))
        {
            yield return (new ActivationLayer { Name = activation, Function = new(activation) }, [activation == "glu" ? image : row]);
        }
    }
}
