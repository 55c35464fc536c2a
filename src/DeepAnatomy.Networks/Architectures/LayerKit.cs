using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Networks.Architectures;

/// <summary>The pieces that all templates are made of, with one choice of normalisation and activation.</summary>
/// <param name="builder">Takes the layers.</param>
/// <param name="rank">Spatial axes.</param>
/// <param name="norm">Normalisation.</param>
/// <param name="activation">Activation.</param>
sealed class LayerKit(NetworkBuilder builder, int rank, NormalizationKind norm, ActivationKind activation)
{
    const int NormalGroups = 8;

    /// <summary>nnU-Net's; the statistics of one image are less noisy than a batch's are biased.</summary>
    const double ImageEpsilon = 1e-5;

    public NetworkBuilder Builder => builder;

    /// <summary>One value for each axis.</summary>
    public ImmutableArray<int> Each(int value) => [.. Enumerable.Repeat(value, rank)];

    /// <summary>Convolution, then normalisation.</summary>
    public TensorRef Convolve(TensorRef x, string name, int filters, int kernel, ImmutableArray<int> strides = default)
    {
        x = builder.Add(
            new Convolution
            {
                Name = $"{name}_conv",
                SpatialRank = rank,
                Filters = filters,
                KernelSize = Each(kernel),
                Strides = strides.IsDefault ? Each(1) : strides,
                Padding = Padding.Same,
                UseBias = norm == NormalizationKind.None,
                KernelInitializer = Initializers.HeNormal,
            },
            x);
        return Normalize(x, name, filters);
    }

    /// <summary>Normalisation alone.</summary>
    public TensorRef Normalize(TensorRef x, string name, int filters) => norm switch
    {
        NormalizationKind.Batch => builder.Add(new BatchNormalization { Name = $"{name}_norm" }, x),
        NormalizationKind.Instance => builder.Add(new GroupNormalization { Name = $"{name}_norm", Groups = -1, Epsilon = ImageEpsilon }, x),
        NormalizationKind.Group => builder.Add(new GroupNormalization { Name = $"{name}_norm", Groups = Groups(filters), Epsilon = ImageEpsilon }, x),
        NormalizationKind.Layer => builder.Add(new LayerNormalization { Name = $"{name}_norm" }, x),
        _ => x,
    };

    /// <summary>Activation alone.</summary>
    public TensorRef Activate(TensorRef x, string name) => builder.Add(
        activation switch
        {
            ActivationKind.LeakyRelu => new LeakyReLU { Name = $"{name}_act", NegativeSlope = 0.01 },
            ActivationKind.Prelu => new PReLU { Name = $"{name}_act", SharedAxes = [.. Enumerable.Range(1, rank)] },
            _ => new ActivationLayer { Name = $"{name}_act", Function = new(activation.ToString().ToLowerInvariant()) },
        },
        x);

    /// <summary>Convolution with a window of 1 and a function of its own.</summary>
    public TensorRef Point(TensorRef x, string name, int filters, string function = "linear", bool bias = true) => builder.Add(
        new Convolution { Name = name, SpatialRank = rank, Filters = filters, KernelSize = Each(1), Padding = Padding.Same, UseBias = bias, Activation = new(function) },
        x);

    /// <summary>Enlarges by whole factors.</summary>
    public TensorRef Enlarge(TensorRef x, string name, int filters, ImmutableArray<int> factors, UpsamplingKind kind)
    {
        if (kind == UpsamplingKind.Transposed)
        {
            return builder.Add(new ConvolutionTranspose { Name = $"{name}_up", SpatialRank = rank, Filters = filters, KernelSize = factors, Strides = factors, Padding = Padding.Same, KernelInitializer = Initializers.HeNormal }, x);
        }

        x = builder.Add(new UpSampling { Name = $"{name}_up", SpatialRank = rank, Size = factors, Interpolation = kind == UpsamplingKind.Bilinear ? Interpolation.Bilinear : Interpolation.Nearest }, x);
        return builder.Add(new Convolution { Name = $"{name}_up_conv", SpatialRank = rank, Filters = filters, KernelSize = Each(3), Padding = Padding.Same, KernelInitializer = Initializers.HeNormal }, x);
    }

    /// <summary>Switches off feature maps in training; nothing at rate 0.</summary>
    public TensorRef Drop(TensorRef x, string name, double rate) =>
        rate > 0 ? builder.Add(new SpatialDropout { Name = $"{name}_drop", SpatialRank = rank, Rate = rate }, x) : x;

    /// <summary>Name of the function of an output layer in Keras.</summary>
    public static string FunctionOf(OutputKind output) => output switch { OutputKind.Softmax => "softmax", OutputKind.Sigmoid => "sigmoid", _ => "linear" };

    // Groups must divide the channels.
    static int Groups(int filters)
    {
        var groups = Math.Min(NormalGroups, filters);
        while (filters % groups != 0)
        {
            groups--;
        }

        return groups;
    }
}
