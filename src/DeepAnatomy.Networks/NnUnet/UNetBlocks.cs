using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Networks.NnUnet;

/// <summary>The building blocks of nnU-Net's networks, added to one graph.</summary>
/// <param name="architecture">The parameters.</param>
sealed class UNetBlocks(UNetArchitecture architecture)
{
    readonly Dictionary<string, string> modules = new(StringComparer.Ordinal);

    public NetworkBuilder Builder { get; } = new();

    public UNetArchitecture Architecture => architecture;

    /// <summary>Name of the module of nnU-Net by name of the layer.</summary>
    public IReadOnlyDictionary<string, string> Modules => modules;

    int Rank => architecture.SpatialRank;

    public static ImmutableArray<int> Ones(ImmutableArray<int> sizes) => [.. sizes.Select(_ => 1)];

    /// <summary>Convolutions one after the other, the first one with the strides.</summary>
    public TensorRef Stack(string module, TensorRef tensor, UNetStage stage, int count, ImmutableArray<int> strides)
    {
        for (var index = 0; index < count; index++)
        {
            tensor = Block($"{module}.convs.{index}", tensor, stage.Features, stage.KernelSize, index == 0 ? strides : Ones(strides));
        }

        return tensor;
    }

    /// <summary>Two convolutions beside a shortcut (average pooling where there is a step, a 1×1 convolution where the channels change), added, then the activation.</summary>
    public TensorRef Residual(string module, TensorRef tensor, UNetStage stage, int features, ImmutableArray<int> strides)
    {
        var result = Block(module + ".conv1", tensor, stage.Features, stage.KernelSize, strides);
        result = Block(module + ".conv2", result, stage.Features, stage.KernelSize, Ones(strides), isLast: true);
        var shortcut = Shortcut(module + ".skip", tensor, features == stage.Features ? null : stage.Features, strides);
        result = Builder.Add(new Add { Name = Name(module + ".add") }, result, shortcut);
        return Activate(module + ".nonlin2", result);
    }

    /// <summary>A transposed convolution whose window is its step.</summary>
    public TensorRef Up(string module, TensorRef tensor, int features, ImmutableArray<int> strides) => Builder.Add(
        new ConvolutionTranspose
        {
            Name = Register(module),
            SpatialRank = Rank,
            Filters = features,
            KernelSize = strides,
            Strides = strides,
            UseBias = architecture.ConvolutionBias,
            KernelInitializer = Initializers.HeNormal,
        },
        tensor);

    /// <summary>The output layer: one channel per class, before softmax or sigmoid.</summary>
    public TensorRef Head(string module, TensorRef tensor) => Convolve(module, tensor, architecture.OutputChannels, [.. Enumerable.Repeat(1, Rank)], [.. Enumerable.Repeat(1, Rank)], true);

    TensorRef Shortcut(string module, TensorRef tensor, int? features, ImmutableArray<int> strides)
    {
        var index = 0;
        if (strides.Any(step => step != 1))
        {
            tensor = Builder.Add(new AveragePooling { Name = Name($"{module}.0"), SpatialRank = Rank, PoolSize = strides, Strides = strides }, tensor);
            index = 1;
        }

        if (features is not { } wanted)
        {
            return tensor;
        }

        tensor = Convolve($"{module}.{index}.conv", tensor, wanted, Ones(strides), Ones(strides), false);
        return Normalize($"{module}.{index}.norm", tensor);
    }

    TensorRef Block(string module, TensorRef tensor, int features, ImmutableArray<int> kernel, ImmutableArray<int> strides, bool isLast = false)
    {
        tensor = Convolve(module + ".conv", tensor, features, kernel, strides, architecture.ConvolutionBias);
        if (architecture.Dropout > 0 && !isLast)
        {
            tensor = Builder.Add(new SpatialDropout { Name = Name(module + ".dropout"), SpatialRank = Rank, Rate = architecture.Dropout }, tensor);
        }

        if (isLast)
        {
            return Normalize(module + ".norm", tensor);
        }

        return architecture.ActivationFirst
            ? Normalize(module + ".norm", Activate(module + ".nonlin", tensor))
            : Activate(module + ".nonlin", Normalize(module + ".norm", tensor));
    }

    TensorRef Convolve(string module, TensorRef tensor, int features, ImmutableArray<int> kernel, ImmutableArray<int> strides, bool hasBias)
    {
        var isSame = kernel.All(size => size % 2 == 1) && strides.All(step => step == 1) && kernel.Any(size => size > 1);
        if (!isSame && kernel.Any(size => size > 2))
        {
            var margins = kernel.Select(size => new Margin((size - 1) / 2, (size - 1) / 2));
            tensor = Builder.Add(new ZeroPadding { Name = Name(module + ".pad"), SpatialRank = Rank, Margins = [.. margins] }, tensor);
        }

        return Builder.Add(
            new Convolution
            {
                Name = Register(module),
                SpatialRank = Rank,
                Filters = features,
                KernelSize = kernel,
                Strides = strides,
                Padding = isSame ? Padding.Same : Padding.Valid,
                UseBias = hasBias,
                KernelInitializer = Initializers.HeNormal,
            },
            tensor);
    }

    TensorRef Normalize(string module, TensorRef tensor)
    {
        var normalization = architecture.Normalization;
        return normalization.Kind switch
        {
            UNetNormalizationKind.None => tensor,
            UNetNormalizationKind.Instance => Builder.Add(new GroupNormalization { Name = Register(module), Groups = -1, Epsilon = normalization.Epsilon, Scale = normalization.Affine, Center = normalization.Affine }, tensor),
            _ => Builder.Add(new BatchNormalization { Name = Register(module), Epsilon = normalization.Epsilon, Momentum = 1 - normalization.Momentum, Scale = normalization.Affine, Center = normalization.Affine }, tensor),
        };
    }

    TensorRef Activate(string module, TensorRef tensor) => architecture.Activation switch
    {
        { Name: "Identity" } => tensor,
        { Name: "LeakyReLU" } leaky => Builder.Add(new LeakyReLU { Name = Name(module), NegativeSlope = leaky.Parameter }, tensor),
        { Name: "ELU" } elu => Builder.Add(new ELU { Name = Name(module), Alpha = elu.Parameter }, tensor),
        { Name: "ReLU" } => Builder.Add(new ReLU { Name = Name(module) }, tensor),
        var other => Builder.Add(new ActivationLayer { Name = Name(module), Function = new(other.Name.ToLowerInvariant()) }, tensor),
    };

    string Register(string module)
    {
        var name = Name(module);
        modules[name] = module;
        return name;
    }

    static string Name(string module) => module.Replace('.', '_');
}
